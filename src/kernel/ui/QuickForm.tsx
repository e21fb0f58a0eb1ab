import { Button, Group, Paper, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { useAct } from './act-once.web.ts'
import { showNotice } from './notice.web.ts'
import { Refused } from './Refused.tsx'

export interface QuickField<Name extends string> {
  name: Name
  label: string
  required?: boolean
  type?: 'text' | 'date' | 'email' | 'password'
  description?: string
  /** What the field starts with. */
  value?: string
}

interface Props<Name extends string> {
  fields: QuickField<Name>[]
  submit: string
  /** Does it, and gives the sentence that says so. A refusal is shown under the fields, which keep what was typed. */
  act(values: Record<Name, string>): Promise<string>
}

/** A few fields and one button, in the page: for what is created in passing. */
export function QuickForm<Name extends string>({ fields, submit, act }: Props<Name>) {
  const { busy, error, run } = useAct()
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    const values = Object.fromEntries(fields.map(field => [field.name, String(data.get(field.name) ?? '').trim()])) as Record<Name, string>
    run(async () => {
      try {
        showNotice(await act(values))
      } finally {
        for (const secret of form.querySelectorAll<HTMLInputElement>('[type=password]')) secret.value = ''
      }
    })
  }
  return (
    <Paper component="form" withBorder p="md" mb="md" onSubmit={onSubmit}>
      <Group align="flex-end">
        {fields.map((field, index) => (
          <TextInput
            key={field.name}
            name={field.name}
            label={field.label}
            type={field.type ?? 'text'}
            required={field.required ?? false}
            defaultValue={field.value ?? ''}
            {...(field.description === undefined ? {} : { description: field.description })}
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
