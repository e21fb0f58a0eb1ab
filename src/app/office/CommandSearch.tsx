import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useState } from 'react'
import { sentenceOf } from '#kernel/ui/api.web.ts'
import { type Command, findInPage, useListedCommands } from '#kernel/ui/command.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useShortcuts } from '#kernel/ui/shortcut.web.ts'
import { DOMAINS } from './domains.web.ts'
import { words } from './words.ts'

/** Ctrl+K: whatever the page offers or holds, and whatever the domains find under the words typed. */
export function CommandSearch() {
  const { t } = useWords(words)
  const [text, setText] = useState('')
  useShortcuts([{ keys: 'Ctrl+K', label: t('search'), run: spotlight.open }])
  const offered = useListedCommands()
  const { found, error } = useFound(text.trim())
  const matching = offered.filter(command => command.label.toLowerCase().includes(text.trim().toLowerCase()))
  const commands = [...findInPage(text.trim()), ...matching, ...found]
  return (
    <Spotlight
      attributes={{ content: { 'aria-label': t('search') } }}
      query={text}
      onQueryChange={setText}
      shortcut={null}
      nothingFound={error ? sentenceOf(error) : t('search.nothing')}
      highlightQuery
      scrollable
      maxHeight={420}
      filter={(_query, actions) => actions}
      searchProps={{ placeholder: t('search.placeholder'), 'aria-label': t('search'), onKeyDown: event => runFirst(event, commands) }}
      actions={commands.map(actionOf)}
    />
  )
}

/** Enter takes the first answer as long as the arrows chose no other. */
function runFirst(event: KeyboardEvent<HTMLInputElement>, commands: Command[]): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
  const chosen = document.querySelector('[data-selected].mantine-Spotlight-action')
  const first = commands[0]
  if (chosen || !first) return
  spotlight.close()
  first.run()
}

function useFound(text: string): { found: Command[]; error: unknown } {
  const navigate = useNavigate()
  const go = (path: string) => void navigate({ to: path })
  const { data, error } = useQuery({
    queryKey: ['search', text],
    enabled: text.length > 0,
    queryFn: async ({ signal }) => (await Promise.all(DOMAINS.map(domain => domain.search(text, go, signal)))).flat(),
  })
  return text.length > 0 ? { found: data ?? [], error } : { found: [], error: null }
}

function actionOf(command: Command): SpotlightActionData {
  return {
    id: command.id,
    label: command.label,
    onClick: command.run,
    ...(command.description ? { description: command.description } : {}),
  }
}
