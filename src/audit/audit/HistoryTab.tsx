import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CardTable } from '#kernel/ui/CardTable.tsx'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { number as figure, instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { findModules } from '../electroluminescence/find.ts'
import { configurationOf } from '../plant/configuration.ts'
import { useActSentence } from './act-sentence.web.ts'
import { HistoryChain } from './HistoryChain.tsx'
import { loadHistory, type PastAct } from './history.web.ts'
import { words } from './history-words.ts'
import { useOpenAudit } from './open-audit.web.ts'
import { fatesOf } from './taking-back.ts'
import { UndoAct } from './UndoAct.tsx'

const PAGE = 50

interface Wanted {
  by?: string
  /** One module, by its identifier. */
  about?: string
}

/** Every act since the first, numbered and chained; of one person or about one module when asked. */
export function HistoryTab() {
  const { t } = useWords(words)
  const { token, number, room } = useOpenAudit()
  const [by, setBy] = useState('')
  const [text, setText] = useState('')
  const sought = text.trim()
  const [about] = sought === '' ? [] : findModules(sought, configurationOf(room), room, 1)
  const unknown = sought !== '' && about === undefined
  const history = useActs(token, number, { ...(by === '' ? {} : { by }), ...(about === undefined ? {} : { about }) })
  const acts = history.data?.pages.flatMap(page => page.items)
  if (history.error) return <ErrorState error={history.error} retry={() => void history.refetch()} />
  if (!acts) return <Waiting />
  if (acts.length === 0 && by === '' && sought === '') return <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>
  return (
    <>
      <HistoryChain />
      <Filters by={by} setBy={setBy} text={text} setText={setText} unknown={unknown} />
      {unknown && <Text role="status">{t('filter.module.unknown', { text: sought })}</Text>}
      {!unknown && (acts.length > 0 ? <Acts acts={acts} /> : <Text role="status">{t('filter.none')}</Text>)}
      {!unknown && history.hasNextPage && (
        <Button mt="sm" variant="default" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

function useActs(token: string, number: number, wanted: Wanted) {
  return useInfiniteQuery({
    queryKey: ['history', token, 'all', wanted, number],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam: before, signal }) =>
      loadHistory(token, { limit: PAGE, ...wanted, ...(before === undefined ? {} : { before }) }, signal),
    getNextPageParam: page => page.next,
    placeholderData: before => before,
  })
}

interface FiltersProps {
  by: string
  setBy(person: string): void
  text: string
  setText(text: string): void
  /** No module has the name that was typed. */
  unknown: boolean
}

function Filters({ by, setBy, text, setText, unknown }: FiltersProps) {
  const { t } = useWords(words)
  const { authors } = useOpenAudit()
  return (
    <Group align="flex-start" mb="sm">
      <NativeSelect
        label={t('filter.person')}
        value={by}
        onChange={event => setBy(event.currentTarget.value)}
        data={[{ value: '', label: t('filter.everybody') }, ...authors.map(({ person, name }) => ({ value: person, label: name }))]}
      />
      <TextInput
        type="search"
        label={t('filter.module')}
        placeholder={t('filter.module.hint')}
        value={text}
        error={unknown}
        onChange={event => setText(event.currentTarget.value)}
      />
    </Group>
  )
}

function Acts({ acts }: { acts: PastAct[] }) {
  const { t, language } = useWords(words)
  const say = useActSentence()
  const fates = fatesOf(acts)
  const fateSaid = ({ id }: PastAct) => {
    const fate = fates.get(id)
    return fate && t(fate)
  }
  return (
    <CardTable
      caption={t('title')}
      rows={acts}
      keyOf={act => act.id}
      columns={[
        { head: t('number'), end: 'figure', cell: act => figure(act.number, language) },
        { head: t('when'), cell: act => <span className="together">{instant(act.at, language)}</span> },
        { head: t('act'), cell: act => [say(act), fateSaid(act)].filter(Boolean).join(' · ') },
        {
          head: t('undo'),
          end: 'acts',
          cell: act => !fates.has(act.id) && <UndoAct act={act} sentence={say(act)} />,
        },
      ]}
    />
  )
}
