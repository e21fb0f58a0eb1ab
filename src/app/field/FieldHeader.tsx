import { IconArrowLeft, IconSearch, IconSettings, IconUsers } from '@tabler/icons-react'
import { usePhotosWaiting } from '#kernel/file/photos-waiting.web.ts'
import { allSent, onlyHere } from '#kernel/sync/room-status.ts'
import { number, outOf } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { usePageTitle } from '#kernel/ui/page-title.web.ts'
import { type LampState, SyncLamp } from '#kernel/ui/SyncLamp.tsx'
import { useFieldRoom, usePresence, useRoomStatus } from './field-room.web.ts'
import { words as health } from './health-words.ts'
import { goTo } from './place.web.ts'
import { words } from './words.ts'
import './field-header.css'

export type HeaderPanel = 'search' | 'people' | 'health' | 'menu'

/** Progress, who is here, and the truth about what only this tablet has. */
export function FieldHeader({ name, open }: { name: string; open(panel: HeaderPanel): void }) {
  const { t, language } = useWords(words)
  const { sight } = useFieldRoom()
  const status = useRoomStatus()
  const people = usePresence()
  usePageTitle(name)
  const { tally } = sight.plant()
  const done = tally.done()
  const total = tally.total()
  return (
    <header className="field-header">
      <button type="button" className="key" aria-label={t('back')} onClick={() => goTo('/field')}>
        <IconArrowLeft aria-hidden />
      </button>
      <div className="audit-name">
        <h1>{name}</h1>
        <p>
          <span aria-hidden>{outOf(done, total, language)}</span>
          <span className="plant-grid-words">{t('progress', { done, total })}</span>
          <progress aria-hidden value={done} max={Math.max(1, total)} />
        </p>
      </div>
      <SyncLamp state={lampOf(status)} waiting={onlyHere(status)} onOpen={() => open('health')} />
      <button type="button" className="key" onClick={() => open('people')}>
        <IconUsers aria-hidden />
        <span className="plant-grid-words">{people.length === 0 ? t('alone') : t('people')}</span>
        <small>{number(people.length + 1, language)}</small>
      </button>
      <button type="button" className="key" aria-label={t('search')} onClick={() => open('search')}>
        <IconSearch aria-hidden />
      </button>
      <button type="button" className="key" aria-label={t('menu')} onClick={() => open('menu')}>
        <IconSettings aria-hidden />
      </button>
    </header>
  )
}

/** Under the header, in words and always: how much would be lost with the tablet. */
export function OnlyHere({ archived }: { archived: boolean }) {
  const { t } = useWords(words)
  const { t: tell } = useWords(health)
  const status = useRoomStatus()
  const { evicted, storageFull, connection, opened, closed } = status
  const photos = usePhotosWaiting()
  const changes = onlyHere(status)
  const said = [
    ...(changes > 0 ? [t('only', { count: changes })] : []),
    ...(photos > 0 ? [t('onlyPhotos', { count: photos })] : []),
    ...(evicted ? [t('erased')] : []),
  ]
  const sure = allSent(status) && photos === 0
  return (
    <section className="only-here" data-sure={sure && !closed} aria-label={t('health.title')}>
      {[
        ...(closed ? [t('closed')] : []),
        ...(connection === 'offline' || connection === 'connecting' ? [t(connection)] : []),
        ...(storageFull ? [tell('health.full')] : []),
        ...(sure ? [t('allSent')] : opened ? said : [t('reading')]),
        ...(archived ? [t('archived')] : []),
      ].join(' · ')}
    </section>
  )
}

function lampOf(status: ReturnType<typeof useRoomStatus>): LampState {
  if (status.closed || status.updateNeeded || status.refused.length > 0) return 'stopped'
  return status.connection
}
