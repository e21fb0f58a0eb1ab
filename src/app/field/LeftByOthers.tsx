import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { modificationsIn } from '#kernel/sync/modifications.ts'
import { type LeftBehind, leftByOthers, saveUnsent } from '#kernel/sync/unsent.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { words } from './leaving-words.ts'
import { nameHere, personHere, whoIsHere } from './me.web.ts'

/** A tablet changes hands: what somebody left on it without sending is said to whoever holds it now. */
export function LeftByOthers() {
  const { t } = useWords(words)
  const [left, setLeft] = useState<LeftBehind[]>([])
  useEffect(() => void holder().then(leftByOthers).then(setLeft), [])
  return left.map(({ person, changeSets }) => (
    <div key={person} className="warning" role="status">
      <p>{t('left.byOther', { count: modificationsIn(changeSets), name: nameHere(person) ?? t('left.somebody') })}</p>
      <Button variant="default" onClick={() => void saveUnsent(person)}>
        {t('left.saveChanges')}
      </Button>
    </div>
  ))
}

/** Who holds the tablet; without a session, whoever was the last. */
function holder(): Promise<string | null> {
  return whoIsHere().then(
    ({ person }) => person,
    () => personHere(),
  )
}
