import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronLeft,
  IconChevronRight,
  IconEraser,
  IconPlayerTrackNext,
} from '@tabler/icons-react'
import type { CaptureMode } from '#audit/electroluminescence/capture.ts'
import { changeMode, startRange } from '#audit/electroluminescence/capture.ts'
import { statusOf } from '#audit/electroluminescence/module.ts'
import { useStatusName } from '#audit/electroluminescence/status-name.web.ts'
import { number } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import type { Desk } from './desk.web.ts'
import { useFieldRoom, useRoomStatus } from './field-room.web.ts'
import { words } from './words.ts'
import './module-strip.css'

const MODES: CaptureMode[] = ['walk', 'brush', 'choose']

/** What is in hand, and the acts around it: always at the same place, whatever happens. */
export function ModuleStrip({ desk, open }: { desk: Desk; open(panel: ModulePanel): void }) {
  const { t } = useWords(words)
  const { capture } = desk
  const { mayWrite } = useFieldRoom()
  return (
    <div className="module-strip">
      <div className="in-hand">
        {mayWrite && <Undoing desk={desk} />}
        <InHand desk={desk} />
        {mayWrite && <GiveBack desk={desk} />}
        <button type="button" className="key spare" aria-label={t('previous')} onClick={() => desk.step(-1)}>
          <IconChevronLeft aria-hidden />
        </button>
        <button type="button" className="key spare" aria-label={t('next')} onClick={() => desk.step(1)}>
          <IconChevronRight aria-hidden />
        </button>
        <button type="button" className="key" aria-label={t('nextToDo')} onClick={desk.toNextUndone}>
          <IconPlayerTrackNext aria-hidden />
        </button>
      </div>
      {capture.mode === 'choose' ? (
        <Choosing desk={desk} />
      ) : (
        <Panels open={open} panels={mayWrite ? PANELS : PANELS_TO_READ} off={capture.cursor === null} />
      )}
      {mayWrite && <Modes desk={desk} />}
    </div>
  )
}

function Modes({ desk: { capture, change } }: { desk: Desk }) {
  const { t } = useWords(words)
  return (
    <div className="modes" role="radiogroup" aria-label={t('mode')}>
      {MODES.map(mode => (
        // biome-ignore lint/a11y/useSemanticElements: a radio button cannot be a key of this size
        <button
          key={mode}
          type="button"
          role="radio"
          aria-checked={capture.mode === mode}
          onClick={() => change(now => changeMode(now, mode))}
        >
          {t(`mode.${mode}`)}
        </button>
      ))}
    </div>
  )
}

function Undoing({ desk }: { desk: Desk }) {
  const { t } = useWords(words)
  const { canUndo, canRedo } = useRoomStatus()
  return (
    <>
      <button type="button" className="key" aria-label={t('undo')} aria-disabled={!canUndo} onClick={desk.undo}>
        <IconArrowBackUp aria-hidden />
      </button>
      <button type="button" className="key redo" aria-label={t('redo')} aria-disabled={!canRedo} onClick={desk.redo}>
        <IconArrowForwardUp aria-hidden />
      </button>
    </>
  )
}

/** Back to not judged: in hand, brushed or chosen, like any status. */
function GiveBack({ desk }: { desk: Desk }) {
  const { t } = useWords(words)
  const pressed = desk.capture.mode === 'brush' && desk.capture.brush === 'pending'
  return (
    <button
      type="button"
      className="key"
      aria-label={t('giveBack')}
      aria-pressed={pressed}
      aria-keyshortcuts="0"
      onPointerDown={event => event.preventDefault()}
      onClick={() => desk.give('pending')}
    >
      <IconEraser aria-hidden />
    </button>
  )
}

function InHand({ desk }: { desk: Desk }) {
  const { t, language } = useWords(words)
  const { device } = useFieldRoom()
  useRoomStatus()
  const name = useStatusName()
  const { cursor, mode, brush, range, chosen } = desk.capture
  const hint = () => {
    if (mode === 'brush') return brush ? name(brush) : t('hint.brush')
    if (mode === 'walk') return cursor === null ? '' : name(statusOf(device.view, cursor))
    if (range === true) return t('hint.range')
    if (range !== false) return t('hint.rangeEnd')
    return chosen.size > 0 ? t('chosen', { count: chosen.size }) : t('hint.choose')
  }
  return (
    <p className="in-hand-name" aria-live="off">
      <strong>{mode === 'choose' && chosen.size > 0 ? number(chosen.size, language) : (cursor ?? '—')}</strong>
      <span>{hint()}</span>
    </p>
  )
}

function Choosing({ desk }: { desk: Desk }) {
  const { t } = useWords(words)
  return (
    <div className="panels">
      <button type="button" aria-pressed={desk.capture.range !== false} onClick={() => desk.change(startRange)}>
        {t('range')}
      </button>
      <button type="button" onClick={desk.chooseString}>
        {t('wholeString')}
      </button>
      <button type="button" onClick={desk.chooseRest}>
        {t('rest')}
      </button>
      <button type="button" onClick={desk.chooseAll}>
        {t('everything')}
      </button>
      <button type="button" onClick={() => desk.change(now => changeMode(now, 'choose'))}>
        {t('none')}
      </button>
    </div>
  )
}

type ModulePanel = 'sheet' | 'comment' | 'photo' | 'serial'
const PANELS: readonly ModulePanel[] = ['sheet', 'comment', 'photo', 'serial']
/** What the others hold is read in the sheet. */
const PANELS_TO_READ: readonly ModulePanel[] = ['sheet', 'photo']

function Panels({ panels, open, off }: { panels: readonly ModulePanel[]; open(panel: ModulePanel): void; off: boolean }) {
  const { t } = useWords(words)
  return (
    <div className="panels">
      {panels.map(panel => (
        <button key={panel} type="button" disabled={off} onClick={() => open(panel)}>
          {t(panel)}
        </button>
      ))}
    </div>
  )
}
