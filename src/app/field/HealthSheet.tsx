import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { usePhotosOnTheirWay } from '#kernel/file/photos-waiting.web.ts'
import { refusedIn } from '#kernel/sync/room-status.ts'
import { instant, number } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useFieldRoom, useRoomStatus } from './field-room.web.ts'
import { words } from './health-words.ts'
import { LeftByOthers } from './LeftByOthers.tsx'
import { QueueButtons } from './QueueButtons.tsx'
import { RefusedPhotos } from './RefusedPhotos.tsx'
import { askForPersistence, type StorageAnswer, storageAnswer } from './storage.web.ts'

/** Everything one needs to know, or to read out on the telephone, when sending does not go as it should. */
export function HealthSheet() {
  const { t, language } = useWords(words)
  const status = useRoomStatus()
  const photos = usePhotosOnTheirWay()
  return (
    <div className="health">
      <Evicted />
      {status.updateNeeded && <p className="warning">{t('health.update')}</p>}
      {status.storageFull && <p className="warning">{t('health.full')}</p>}
      {status.closed && <p className="warning">{status.closed[language]}</p>}
      <dl>
        <Line name={t('health.number')}>{number(status.number, language)}</Line>
        <Line name={t('health.queue')}>{number(status.pending, language)}</Line>
        <Line name={t('health.photos')}>{number(photos, language)}</Line>
        <Line name={t('health.error')}>{status.lastError ?? t('health.noError')}</Line>
        <Storage />
      </dl>
      <QueueButtons />
      <LeftByOthers />
      <Refused />
      <RefusedPhotos />
      {isAppleTablet() && !isInstalled() && <p>{t('health.ipad')}</p>}
    </div>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Evicted() {
  const { t, language } = useWords(words)
  const { device } = useFieldRoom()
  const { evicted } = useRoomStatus()
  if (!evicted) return null
  const text =
    evicted.pending === null
      ? t('health.evicted.unknown')
      : t('health.evicted', { at: instant(evicted.at, language), count: evicted.pending })
  return (
    <div className="warning" role="alert">
      <p>{text}</p>
      <Button variant="default" onClick={() => device.acknowledgeEviction()}>
        {t('health.evicted.seen')}
      </Button>
    </div>
  )
}

function Refused() {
  const { t, language } = useWords(words)
  const { device } = useFieldRoom()
  const status = useRoomStatus()
  if (status.refused.length === 0) return null
  return (
    <section>
      <h3>{t('health.refused', { count: refusedIn(status) })}</h3>
      <ul className="refused">
        {status.refused.map(({ set, problem, at }) => (
          <li key={set.id}>
            <p>
              {[...new Set(set.changes.map(change => change.record))].slice(0, 4).join(', ')} · {instant(at, language)}
              <br />
              {problem[language]}
            </p>
            <Button variant="default" onClick={() => void device.resend(set.id)}>
              {t('health.refused.resend')}
            </Button>
            <Button variant="subtle" onClick={() => void device.discard(set.id)}>
              {t('health.refused.discard')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Storage() {
  const { t, language } = useWords(words)
  const [answer, setAnswer] = useState<StorageAnswer>()
  useEffect(() => void storageAnswer().then(setAnswer), [])
  const mega = (bytes: number) => number(bytes / 1e6, language, { max: 0 })
  const known = answer?.used !== undefined && answer.quota !== undefined
  return (
    <>
      <Line name={t('health.storage')}>
        {known ? t('health.storage.of', { used: mega(answer.used!), quota: mega(answer.quota!) }) : t('health.storage.unknown')}
      </Line>
      <Line name={t('health.persist')}>
        {answer?.persisted ? t('health.persist.yes') : t('health.persist.no')}
        {answer && !answer.persisted && (
          <Button variant="subtle" onClick={() => void askForPersistence().then(setAnswer)}>
            {t('health.persist.ask')}
          </Button>
        )}
      </Line>
    </>
  )
}

function isAppleTablet(): boolean {
  return /iPad|iPhone/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
}

function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone), (display-mode: fullscreen)').matches
}
