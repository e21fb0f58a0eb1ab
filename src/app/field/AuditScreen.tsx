import { useMemo, useState } from 'react'
import { statusOf } from '#audit/electroluminescence/module.ts'
import { PlantGrid } from '#audit/plant-grid/PlantGrid.tsx'
import { onlyHere } from '#kernel/sync/room-status.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { Sheet } from '#kernel/ui/Sheet.tsx'
import { useShortcuts } from '#kernel/ui/shortcut.web.ts'
import { AccessOver } from './AccessOver.tsx'
import { useAwake } from './awake.web.ts'
import { type Desk, useDesk } from './desk.web.ts'
import { FieldHeader, OnlyHere } from './FieldHeader.tsx'
import { initialsOf, useFieldRoom, usePresence, useRoomStatus } from './field-room.web.ts'
import { useHabits } from './habit.web.ts'
import { LoweringAsk } from './LoweringAsk.tsx'
import { ModuleStrip } from './ModuleStrip.tsx'
import { useNews } from './news.web.ts'
import { type Panel, PanelContent } from './PanelContent.tsx'
import { StatusKeys } from './StatusKeys.tsx'
import { StringBar } from './StringBar.tsx'
import { useScanned } from './scanned.web.ts'
import { useScanner } from './scanner.web.ts'
import { words } from './words.ts'
import './audit-screen.css'
import './panels.css'

/** Header, strings, grid and the keys under the thumb. The common case is one tap per module; nothing here opens by itself. */
export function AuditScreen({ name, archived }: { name: string; archived: boolean }) {
  const { t } = useWords(words)
  const { hand, awake } = useHabits()
  const { device, mayWrite } = useFieldRoom()
  useRoomStatus()
  const desk = useDesk()
  const [panel, setPanel] = useState<Panel | null>(null)
  const news = useNews(desk.only)
  useAwake(awake === 'on')
  const acts = [
    { keys: '/', label: t('search'), run: () => setPanel('search') },
    { keys: 'n', label: t('nextToDo'), run: desk.toNextUndone },
  ]
  const writing = [
    { keys: 'Ctrl+Z', label: t('undo'), run: desk.undo },
    { keys: 'Ctrl+Y', label: t('redo'), run: desk.redo },
    { keys: '0', label: t('giveBack'), run: () => desk.give('pending') },
  ]
  useShortcuts(panel === null ? (mayWrite ? [...acts, ...writing] : acts) : [])
  useScanner(mayWrite && (panel === null || panel === 'sheet'), { remember: desk.remember, scanned: useScanned(desk) })
  const { mode, cursor, brush } = desk.capture
  const now = cursor === null ? null : statusOf(device.view, cursor)
  return (
    <div className="audit-screen" data-hand={hand}>
      <FieldHeader name={name} open={setPanel} />
      <OnlyHere archived={archived} />
      <StringBar only={desk.only} show={desk.show} />
      <main className="grid-place">
        <Grid desk={desk} news={news} open={() => setPanel('sheet')} label={t('grid', { name })} />
        <LoweringAsk asks={desk.asks} settle={desk.settle} />
        <AccessOver />
      </main>
      <section className="thumb" aria-label={t('capture')}>
        <ModuleStrip desk={desk} open={setPanel} />
        {mayWrite ? <StatusKeys pressed={mode === 'brush' ? brush : mode === 'walk' ? now : null} give={desk.give} /> : <ReadOnly />}
      </section>
      <PanelSheet panel={panel} desk={desk} close={() => setPanel(null)} />
    </div>
  )
}

/** In place of the keys that write. A right can end before everything was sent. */
function ReadOnly() {
  const { t } = useWords(words)
  const kept = onlyHere(useRoomStatus()) > 0
  return (
    <p className="read-only">
      {t('readOnly')}
      {kept && <small>{t('readOnly.kept')}</small>}
    </p>
  )
}

function Grid({ desk, news, open, label }: { desk: Desk; news: string; open(): void; label: string }) {
  const { sight } = useFieldRoom()
  const { arrangement } = useHabits()
  const people = usePresence()
  const { cells, strings } = sight.plant()
  const colleagues = useMemo(
    () => people.flatMap(({ at, name }) => (at === null ? [] : [{ module: at, initials: initialsOf(name) }])),
    [people],
  )
  return (
    <PlantGrid
      label={label}
      cells={cells}
      strings={strings}
      arrangement={arrangement}
      only={desk.only}
      source={sight.source}
      cursor={desk.capture.cursor}
      chosen={desk.capture.chosen}
      colleagues={colleagues}
      onPoint={desk.point}
      onOpen={open}
      onMark={desk.give}
      keysAnywhere
      news={news}
    />
  )
}

const TITLES = {
  search: 'search',
  people: 'people',
  health: 'health.title',
  menu: 'menu',
  comment: 'comment.title',
  serial: 'serial.title',
  photo: 'photo',
} as const

function PanelSheet({ panel, desk, close }: { panel: Panel | null; desk: Desk; close(): void }) {
  const { t } = useWords(words)
  const module = desk.capture.cursor ?? ''
  const title = () => {
    if (panel === null) return ''
    if (panel === 'sheet') return module
    return panel === 'photo' ? `${t('photo')} · ${module}` : t(TITLES[panel], { module })
  }
  return (
    <Sheet opened={panel !== null} onClose={close} place="bottom" title={title()}>
      {panel !== null && <PanelContent panel={panel} desk={desk} close={close} />}
    </Sheet>
  )
}
