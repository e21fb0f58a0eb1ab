import { useState } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useUpdate } from './update.web.ts'
import { words } from './words.ts'
import './update-ready.css'

/** Says that a newer version waits. It never takes over by itself: not in the middle of a string. */
export function UpdateReady() {
  const { t } = useWords(words)
  const update = useUpdate()
  const [later, setLater] = useState(false)
  if (!update || later) return null
  return (
    <aside className="update" role="status">
      <p>{t('update.ready')}</p>
      <button type="button" onClick={() => setLater(true)}>
        {t('update.later')}
      </button>
      <button type="button" onClick={update}>
        {t('update.now')}
      </button>
    </aside>
  )
}
