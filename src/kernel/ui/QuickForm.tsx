import { Button, Group, Paper, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAct } from './act-once.web.ts'
import { useWords } from './i18n.web.ts'
import { showNotice } from './notice.web.ts'
import { Refused } from './Refused.tsx'
import { words } from './words.ts'

export interface QuickField<Name extends string> {
  name: Name
  label: string
  required?: boolean
  type?: 'text' | 'date' | 'email' | 'password'
  maxLength?: number
  /** What the field starts with. */
  value?: string
}

interface Props<Name extends string> {
  /** What the fields are about, when they do not say it themselves. */
  title?: string
  fields: QuickField<Name>[]
  submit: string
  /** Does it, and gives the sentence that says so, alone or with the way back. A refusal is shown under the fields, which keep what was typed. */
  act(values: Record<Name, string>): Promise<string | Said>
}

export interface Said {
  text: string
  undo(): void
}

/** A few fields and one button, in the page: for what is created in passing. */
export function QuickForm<Name extends string>({ title, fields, submit, act }: Props<Name>) {
  const { t } = useWords(words)
  const { busy, error, run } = useAct()
  const [blank, setBlank] = useState<Name>()
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const values = typedIn(form, fields)
    const unfilled = fields.find(field => field.required && values[field.name] === '')?.name
    setBlank(unfilled)
    if (unfilled !== undefined) return form.querySelector<HTMLInputElement>(`[name="${unfilled}"]`)?.focus()
    run(async () => {
      try {
        const said = await act(values)
        if (typeof said === 'string') showNotice(said)
        else showNotice(said.text, said)
      } finally {
        for (const secret of form.querySelectorAll<HTMLInputElement>('[type=password]')) secret.value = ''
      }
    })
  }
  return (
    <Paper component="form" withBorder p="md" mb="md" onSubmit={onSubmit}>
      {title !== undefined && (
        <Title order={2} mb="xs">
          {title}
        </Title>
      )}
      <Group align="flex-end">
        {fields.map((field, index) => (
          <TextInput
            key={field.name}
            name={field.name}
            label={field.label}
            type={field.type ?? 'text'}
            required={field.required ?? false}
            defaultValue={field.value ?? ''}
            error={field.name === blank && t('field.blank')}
            {...(field.maxLength === undefined ? {} : { maxLength: field.maxLength })}
            data-autofocus={index === 0}
            style={{ flex: '1 1 220px' }}
          />
        ))}
        <Button type="submit" loading={busy}>
          {submit}
        </Button>
      </Group>
      <Refused error={error} />
    </Paper>
  )
}

function typedIn<Name extends string>(form: HTMLFormElement, fields: QuickField<Name>[]): Record<Name, string> {
  const data = new FormData(form)
  return Object.fromEntries(fields.map(({ name }) => [name, String(data.get(name) ?? '').trim()])) as Record<Name, string>
}
