import { ActionIcon, Button, NativeSelect, NumberInput, Table, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { DIRECTIONS, type Direction, type StringPlan } from './configuration.ts'
import { words } from './configuration-words.ts'

interface Props {
  strings: StringPlan[]
  change(strings: StringPlan[]): void
}

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
      <Table.ScrollContainer minWidth={860} tabIndex={0} role="group" aria-label={t('mode.advanced')}>
        <Table className="string-table">
          <Table.Thead>
            <Table.Tr>
              {(['string', 'count', 'label', 'row', 'column', 'direction', 'serpentine'] as const).map(head => (
                <Table.Th key={head}>{t(head)}</Table.Th>
              ))}
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {strings.map((string, at) => (
              <StringLine
                key={string.number}
                string={string}
                put={next => put(at, next)}
                remove={() => change(strings.filter(known => known !== string))}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Button variant="default" mt="sm" onClick={add}>
        {t('add')}
      </Button>
    </>
  )
}

type NumberField = 'count' | 'row' | 'column' | 'serpentine'

function StringLine({ string, put, remove }: { string: StringPlan; put(next: StringPlan): void; remove(): void }) {
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
      value={string[field] ?? ''}
      onChange={value => (field === 'count' ? put({ ...string, count: Number(value) }) : setOptional(field, value))}
      w={92}
    />
  )
  return (
    <Table.Tr>
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
