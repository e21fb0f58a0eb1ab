import { Button, Group, Paper, Text } from '@mantine/core'
import type { FieldState, Value } from '#kernel/record/change.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import type { ModuleView } from './module-view.web.ts'
import { words } from './office-words.ts'
import { useFieldName, useValueName } from './value-name.web.ts'

/** Values that two people gave without seeing one another: either is kept with one tap. */
export function ModuleContested({ room, id, nameOf, act, settle }: ModuleView) {
  const { t } = useWords(words)
  const contested = Object.entries(room.record('module', id) ?? {}).filter(([, state]) => state.contested?.length)
  if (contested.length === 0) return null
  const keep = (field: string, from: Value, to: Value) => void settle([{ kind: 'module', record: id, field, from, to }])
  return (
    <Paper withBorder p="md" className="contested" role="group" aria-label={t('sheet.contested')}>
      <h3>{t('sheet.contested')}</h3>
      {act && <Text mb="xs">{t('sheet.contested.text')}</Text>}
      {contested.map(([field, state]) => (
        <ContestedField key={field} field={field} state={state} nameOf={nameOf} keep={act && (value => keep(field, state.value, value))} />
      ))}
    </Paper>
  )
}

interface FieldProps {
  field: string
  state: FieldState
  nameOf(person: string): string
  keep: ((value: Value) => void) | null
}

function ContestedField({ field, state, nameOf, keep }: FieldProps) {
  const { t } = useWords(words)
  const fieldName = useFieldName()
  const valueName = useValueName()
  const given = [{ value: state.value, by: state.stamp.by, number: state.stamp.number }, ...(state.contested ?? [])]
  return (
    <>
      <Text size="sm" c="dimmed">
        {fieldName(field)}
      </Text>
      {given.map(({ value, by, number }) => (
        <Group key={number} justify="space-between" gap="xs" mt={8}>
          <Text flex="1 1 180px">{t('sheet.contested.by', { value: valueName(field, value), who: nameOf(by) })}</Text>
          {keep && (
            <Button variant="default" onClick={() => keep(value)}>
              {t('sheet.contested.keep', { value: valueName(field, value) })}
            </Button>
          )}
        </Group>
      ))}
    </>
  )
}
