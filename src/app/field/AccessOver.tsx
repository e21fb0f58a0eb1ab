import { onlyHere } from '#kernel/sync/room-status.ts'
import { saveUnsent } from '#kernel/sync/unsent.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useFieldRoom, useRoomStatus } from './field-room.web.ts'
import { words } from './leaving-words.ts'
import './ask.css'

/** The server no longer takes anything from this tablet: why, over the grid's lower edge, and the way to save what it has. */
export function AccessOver() {
  const { t, language } = useWords(words)
  const room = useFieldRoom()
  const status = useRoomStatus()
  if (!status.closed) return null
  return (
    <div className="ask-place">
      <div className="ask" role="alert">
        <p>{status.closed[language]}</p>
        {onlyHere(status) > 0 && (
          <button type="button" onClick={() => void saveUnsent(room.me)}>
            {t('left.saveChanges')}
          </button>
        )}
      </div>
    </div>
  )
}
