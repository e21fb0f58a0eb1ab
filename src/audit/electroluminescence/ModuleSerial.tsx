import { Button, Group, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { fieldChange } from './module.ts'
import type { ModuleView } from './module-view.web.ts'
import { words } from './office-words.ts'

export function ModuleSerial({ room, id, act }: ModuleView) {
  const { t } = useWords(words)
  const known = room.field('module', id, 'serial')?.value
  const shown = typeof known === 'string' ? known : ''
  const [draft, setDraft] = useState<string | null>(null)
  if (act === null) return <SerialRead serial={shown} />
  const save = (event: FormEvent) => {
    event.preventDefault()
    const wanted = (draft ?? shown).trim()
    void act([fieldChange(room, 'module', id, 'serial', wanted === '' ? null : wanted)])
    setDraft(null)
  }
  return (
    <form onSubmit={save}>
      <Group align="flex-end" wrap="nowrap">
        <TextInput
          label={t('sheet.serial')}
          value={draft ?? shown}
          maxLength={100}
          autoComplete="off"
          style={{ flex: 1 }}
          onChange={event => setDraft(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={draft === null || draft.trim() === shown}>
          {t('sheet.serial.save')}
        </Button>
      </Group>
    </form>
  )
}

function SerialRead({ serial }: { serial: string }) {
  const { t } = useWords(words)
  if (serial === '') return null
  return (
    <section>
      <h3>{t('sheet.serial')}</h3>
      {serial}
    </section>
  )
}
