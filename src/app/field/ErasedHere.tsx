import { useEffect } from 'react'
import { finishSignOut } from '#kernel/access/sign-out.web.ts'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { words } from './leaving-words.ts'
import './audit-list.css'

const LOOK_MS = 5_000

/** Signed out without network: nothing is left here, and only the server does not know yet. */
export function ErasedHere() {
  const { t } = useWords(words)
  useEffect(() => {
    const look = () => void finishSignOut().then(told => (told ? location.replace('/sign-in') : undefined))
    const timer = setInterval(look, LOOK_MS)
    addEventListener('online', look)
    return () => {
      clearInterval(timer)
      removeEventListener('online', look)
    }
  }, [])
  return (
    <main className="audit-list">
      <EmptyState title={t('signOut.erased')}>{t('signOut.erased.text')}</EmptyState>
    </main>
  )
}
