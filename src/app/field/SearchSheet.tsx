import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { findModules } from '#audit/electroluminescence/find.ts'
import { statusOf } from '#audit/electroluminescence/module.ts'
import { useStatusName } from '#audit/electroluminescence/status-name.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useFieldRoom } from './field-room.web.ts'
import { words } from './words.ts'

/** "S7-13", "7-13" or the end of a serial number; Enter goes to the first one found. */
export function SearchSheet({ jump }: { jump(id: string): void }) {
  const { t } = useWords(words)
  const { sight, device } = useFieldRoom()
  const name = useStatusName()
  const [text, setText] = useState('')
  const found = findModules(text, sight.plant().configuration, device.view, 12)
  return (
    <form
      className="search"
      onSubmit={event => {
        event.preventDefault()
        if (found[0]) jump(found[0])
      }}
    >
      <TextInput
        label={t('search.hint')}
        value={text}
        data-autofocus
        autoComplete="off"
        autoCapitalize="characters"
        onChange={event => setText(event.currentTarget.value)}
      />
      <div className="found" aria-live="polite">
        {text.trim() !== '' && found.length === 0 && <p>{t('search.none')}</p>}
        {found.map(id => (
          <Button key={id} variant="default" onClick={() => jump(id)}>
            <b>{id}</b>&nbsp;· {name(statusOf(device.view, id))}
          </Button>
        ))}
      </div>
    </form>
  )
}
