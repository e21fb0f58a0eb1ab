import { Button, Stack, Text, Textarea } from '@mantine/core'
import { useDeferredValue, useMemo, useState } from 'react'
import { grouped } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { ComparedSets } from './ComparedSets.tsx'
import { configurationOf, type StringPlan } from './configuration.ts'
import { words } from './configuration-words.ts'
import { type PastedList as Pasted, readPastedList } from './pasted-list.ts'
import { configurationInShort } from './reconciliation.ts'

const SHOWN = 5

/** A list of modules as it stands in a spreadsheet, an export or a mail, and the configuration that it describes. Nothing is saved here. */
export function PastedList({ take }: { take(strings: StringPlan[]): void }) {
  const { t } = useWords(words)
  const { room, version } = useOpenAudit()
  const [text, setText] = useState('')
  const seen = useDeferredValue(text)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the room is one object that changes inside; its version tells when
  const list = useMemo(() => readPastedList(seen, configurationOf(room)), [seen, room, version])
  return (
    <Stack gap="sm">
      <Textarea
        size="md"
        label={t('paste')}
        description={t('paste.hint')}
        autosize
        minRows={5}
        maxRows={12}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
      />
      {seen.trim() !== '' && <Read list={list} take={take} />}
    </Stack>
  )
}

function Read({ list, take }: { list: Pasted; take(strings: StringPlan[]): void }) {
  const { t, language } = useWords(words)
  const short = grouped(configurationInShort({ strings: list.strings }), language)
  return (
    <div role="status">
      {list.dialects.map(({ dialect, count }) => (
        <Text key={dialect}>{t(`paste.read.${dialect}`, { count })}</Text>
      ))}
      {list.duplicates.length > 0 && (
        <Text>{t('paste.twice', { count: list.duplicates.length, modules: list.duplicates.slice(0, SHOWN).join(', ') })}</Text>
      )}
      {list.unread.length > 0 && <Unread unread={list.unread} />}
      {list.compared ? (
        <>
          <Text fw={650} my="xs">
            {t('paste.describes', { short })}
          </Text>
          {list.compared.same ? <Text>{t('paste.same')}</Text> : <ComparedSets found={list.compared} said={set => t(`paste.${set}`)} />}
          {list.compared.holes.length > 0 && (
            <Text c="var(--courant-warning)">
              {t('reconcile.holes', { count: list.compared.holes.length, modules: list.compared.holes.slice(0, SHOWN).join(', ') })}
            </Text>
          )}
          <Button mt="sm" variant="default" onClick={() => take(list.strings)}>
            {t('paste.take', { short })}
          </Button>
        </>
      ) : (
        list.dialects.length > 0 && list.refusal && <Text c="var(--mantine-color-error)">{list.refusal[language]}</Text>
      )}
    </div>
  )
}

function Unread({ unread }: Pick<Pasted, 'unread'>) {
  const { t } = useWords(words)
  return (
    <div>
      <Text c="var(--courant-warning)">{t('paste.unread', { count: unread.length })}</Text>
      <ul className="unread">
        {unread.slice(0, SHOWN).map(({ read, problem }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same name can stand in a list twice
          <li key={index}>{t(`paste.problem.${problem}`, { read: read.length > 40 ? `${read.slice(0, 40)}…` : read })}</li>
        ))}
      </ul>
    </div>
  )
}
