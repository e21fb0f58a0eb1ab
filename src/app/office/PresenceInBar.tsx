import { Avatar, Tooltip } from '@mantine/core'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { initialsOf } from '#kernel/ui/initials.ts'
import type { OpenRoomStatus } from '#kernel/ui/status-bar.web.ts'
import { words } from './words.ts'

const MOST = 4

/** Who else is here, by initials; the names are read out and shown on hover. */
export function PresenceInBar({ people }: { people: OpenRoomStatus['people'] }) {
  const { t } = useWords(words)
  if (people.length === 0) return <span className="bar-alone">{t('presence.alone')}</span>
  const names = people.map(person => (person.place ? `${person.name} (${person.place})` : person.name)).join(', ')
  return (
    <Tooltip label={names} multiline>
      <Avatar.Group spacing={0} role="img" aria-label={t('presence', { names })}>
        {people.slice(0, MOST).map(person => (
          <Avatar key={person.name} size={32} radius="xl" variant="outline" color="brand">
            {initialsOf(person.name)}
          </Avatar>
        ))}
        {people.length > MOST && (
          <Avatar size={32} radius="xl">
            +{people.length - MOST}
          </Avatar>
        )}
      </Avatar.Group>
    </Tooltip>
  )
}
