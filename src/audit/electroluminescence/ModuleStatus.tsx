import { useWords } from '#kernel/ui/i18n.web.ts'
import { fieldChange, markModules, statusOf } from './module.ts'
import type { ModuleView } from './module-view.web.ts'
import { words } from './office-words.ts'
import { StatusMark } from './StatusMark.tsx'
import { STATUS, type Status, VERDICTS } from './status.ts'

/** One button per verdict; the one given is pressed. Who may only read sees that one. */
export function ModuleStatus({ room, id, act }: ModuleView) {
  const { t } = useWords(words)
  const now = statusOf(room, id)
  if (act === null) return <StatusMark status={now} named />
  const give = (status: Status) => void act(markModules(room, [id], status))
  return (
    <section>
      <h3>{t('sheet.status')}</h3>
      <div className="status-buttons">
        {VERDICTS.map(status => (
          <button key={status} type="button" aria-pressed={status === now} onClick={() => give(status)}>
            <StatusMark status={status} named />
            <kbd aria-hidden>{STATUS[status].digit}</kbd>
          </button>
        ))}
        {now !== 'pending' && (
          <button type="button" className="alone" onClick={() => void act([fieldChange(room, 'module', id, 'status', null)])}>
            {t('sheet.pending')}
          </button>
        )}
      </div>
    </section>
  )
}
