import { Paper, Table, Title } from '@mantine/core'
import { grouped, number, quantity } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { type PlantConfiguration, powerKwp, type StringPlan, totalModules } from './configuration.ts'
import { words } from './configuration-words.ts'
import { PLANT } from './plant-record.ts'
import { configurationInShort } from './reconciliation.ts'
import { STRING_HEADS, StringFrame } from './StringFrame.tsx'
import './configuration.css'

/** What the plant is made of, to be read by whoever may not change it, or not now. */
export function ConfigurationFacts({ configuration }: { configuration: PlantConfiguration }) {
  const { t, language } = useWords(words)
  const { room } = useOpenAudit()
  const model = room.field(PLANT, PLANT, 'moduleModel')?.value
  const power = room.field(PLANT, PLANT, 'powerWp')?.value
  const known = typeof power === 'number'
  const kwp = known && quantity(powerKwp(configuration, power), language === 'fr' ? 'kWc' : 'kWp', language, { max: 2 })
  const facts: [string, string][] = [
    [t('strings'), grouped(configurationInShort(configuration), language)],
    [t('count'), number(totalModules(configuration), language)],
    [t('module.model'), typeof model === 'string' ? model : '—'],
    [t('module.power'), known ? number(power, language) : '—'],
    [t('module.total'), kwp || '—'],
  ]
  return (
    <Paper withBorder p="md">
      <Title order={2} mb="xs">
        {t('facts')}
      </Title>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {configuration.strings.length > 0 && <StringFacts strings={configuration.strings} />}
    </Paper>
  )
}

const LINE = 44

/** Each string with what is known of it: what no string has takes no column. */
function StringFacts({ strings }: { strings: StringPlan[] }) {
  const { t } = useWords(words)
  const heads = STRING_HEADS.filter(head => head === 'string' || strings.some(string => string[head] !== undefined))
  const said = (string: StringPlan, head: Exclude<(typeof STRING_HEADS)[number], 'string'>) =>
    head === 'direction' ? t(`direction.${string.direction ?? 'right'}`) : (string[head] ?? '—')
  return (
    <StringFrame strings={strings} line={LINE} name={t('strings')} heads={heads}>
      {(string, at) => (
        <Table.Tr key={string.number} h={LINE} aria-rowindex={at + 2}>
          {heads.map(head =>
            head === 'string' ? (
              <Table.Th key={head} scope="row">
                S{string.number}
              </Table.Th>
            ) : (
              <Table.Td key={head}>{said(string, head)}</Table.Td>
            ),
          )}
        </Table.Tr>
      )}
    </StringFrame>
  )
}
