import { Button } from '@mantine/core'
import { type ChangeEvent, useId } from 'react'
import { sendSoon } from '#kernel/file/upload.web.ts'
import { Refusal } from '#kernel/refusal.ts'
import { onlyHere } from '#kernel/sync/room-status.ts'
import { saveUnsent } from '#kernel/sync/unsent.web.ts'
import { sentenceOf } from '#kernel/ui/api.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { type FieldRoom, useFieldRoom, useRoomStatus } from './field-room.web.ts'
import { words } from './health-words.ts'

/** What one can do with what waits: try again, keep it in a file, take such a file back. */
export function QueueButtons() {
  const { t } = useWords(words)
  const room = useFieldRoom()
  const status = useRoomStatus()
  const input = useId()
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.currentTarget.files ?? []
    event.currentTarget.value = ''
    if (!file) return
    try {
      showNotice(t('health.taken', { count: await room.importQueue(file) }))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      showNotice(sentenceOf(error), { tone: 'refused' })
    }
  }
  return (
    <div className="buttons">
      <Button variant="default" onClick={() => sendNow(room)}>
        {t('health.resend')}
      </Button>
      <Button variant="default" disabled={onlyHere(status) === 0} onClick={() => void saveUnsent(room.me)}>
        {t('health.export')}
      </Button>
      <input id={input} type="file" accept=".json,application/json" className="plant-grid-words" onChange={event => void take(event)} />
      <Button variant="default" component="label" htmlFor={input}>
        {t('health.import')}
      </Button>
    </div>
  )
}

/** Words first, photos behind them. */
function sendNow(room: FieldRoom): void {
  room.retry()
  sendSoon()
}
