import { Button } from '@mantine/core'
import { ago } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { usePresence } from './field-room.web.ts'
import { words } from './words.ts'

export function PeopleSheet({ jump }: { jump(id: string): void }) {
  const { t, language } = useWords(words)
  const people = usePresence()
  if (people.length === 0) return <p>{t('alone')}</p>
  return (
    <ul className="people">
      {people.map(({ person, device, name, at, seen }) => (
        <li key={`${person} ${device}`}>
          <span>
            {t('people.at', { name, place: at ?? t('people.nowhere') })} <small>{ago(seen, Date.now(), language)}</small>
          </span>
          {at !== null && (
            <Button variant="default" onClick={() => jump(at)}>
              {t('news.see')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
