import { ActionIcon, Button, NativeSelect, NumberInput, Table, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { wholeNumber } from '#kernel/ui/whole-number.ts'
import { DIRECTIONS, type Direction, LIMITS, type StringPlan } from './configuration.ts'
import { words } from './configuration-words.ts'
import { STRING_HEADS, StringFrame } from './StringFrame.tsx'
import './configuration.css'

interface Props {
  strings: StringPlan[]
  change(strings: StringPlan[]): void
}

const ROW = 58

/** Each string on its line: how long, what the site calls it, where it starts and how its cable runs. */
export function StringTable({ strings, change }: Props) {
  const { t } = useWords(words)
  const put = (at: number, string: StringPlan) => change(strings.map((known, index) => (index === at ? string : known)))
  const add = () => {
    const last = strings.at(-1)
    change([...strings, { number: Math.max(0, ...strings.map(string => string.number)) + 1, count: last?.count ?? 24 }])
  }
  return (
    <>
      <StringFrame strings={strings} line={ROW} name={t('mode.advanced')} heads={STRING_HEADS} acts>
        {(string, at) => (
          <StringLine
            key={string.number}
            string={string}
            rank={at + 2}
            put={next => put(at, next)}
            remove={() => change(strings.filter(known => known !== string))}
          />
        )}
      </StringFrame>
      <Button variant="default" mt="sm" onClick={add}>
        {t('add')}
      </Button>
    </>
  )
}

type NumberField = 'count' | 'row' | 'column' | 'serpentine'

interface LineProps {
  string: StringPlan
  rank: number
  put(next: StringPlan): void
  remove(): void
}

function StringLine({ string, rank, put, remove }: LineProps) {
  const { t } = useWords(words)
  const nameOf = (field: NumberField | 'label' | 'direction') => t('of', { field: t(field), string: string.number })
  const setOptional = (field: 'label' | 'direction' | Exclude<NumberField, 'count'>, value: string | number) => {
    const { [field]: _, ...rest } = string
    put(value === '' ? rest : { ...rest, [field]: value })
  }
  const numberInput = (field: NumberField) => (
    <NumberInput
      size="md"
      hideControls
      aria-label={nameOf(field)}
      allowDecimal={false}
      value={(field === 'count' ? string.count || '' : string[field]) ?? ''}
      error={field === 'count' && wholeNumber(string.count, LIMITS.modulesOfString) === null}
      onChange={value => (field === 'count' ? put({ ...string, count: Number(value) }) : setOptional(field, value))}
      w={92}
    />
  )
  return (
    <Table.Tr h={ROW} aria-rowindex={rank}>
      <Table.Th scope="row">S{string.number}</Table.Th>
      <Table.Td>{numberInput('count')}</Table.Td>
      <Table.Td>
        <TextInput
          aria-label={nameOf('label')}
          maxLength={60}
          value={string.label ?? ''}
          onChange={event => setOptional('label', event.currentTarget.value)}
          miw={110}
        />
      </Table.Td>
      <Table.Td>{numberInput('row')}</Table.Td>
      <Table.Td>{numberInput('column')}</Table.Td>
      <Table.Td>
        <NativeSelect
          aria-label={nameOf('direction')}
          value={string.direction ?? 'right'}
          onChange={event =>
            setOptional('direction', event.currentTarget.value === 'right' ? '' : (event.currentTarget.value as Direction))
          }
          data={DIRECTIONS.map(direction => ({ value: direction, label: t(`direction.${direction}`) }))}
          miw={170}
        />
      </Table.Td>
      <Table.Td>{numberInput('serpentine')}</Table.Td>
      <Table.Td>
        <ActionIcon aria-label={t('remove', { string: `S${string.number}` })} onClick={remove}>
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  )
}
