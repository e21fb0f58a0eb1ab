import { Paper, Text, Title } from '@mantine/core'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useOpenAudit } from './open-audit.web.ts'
import { words } from './page-words.ts'

export function PeopleList() {
  const { t } = useWords(words)
  const { people } = useOpenAudit()
  return (
    <Paper withBorder p="md">
      <Title order={2} mb="xs">
        {t('follow.people')}
      </Title>
      {people.length === 0 && <Text c="dimmed">{t('follow.people.none')}</Text>}
      {people.map(person => (
        <Text key={`${person.person} ${person.device}`}>
          {person.name} · {person.at ?? person.place ?? t('follow.people.nowhere')}
        </Text>
      ))}
    </Paper>
  )
}
