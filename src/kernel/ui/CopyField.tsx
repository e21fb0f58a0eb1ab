import { Button, Group, TextInput } from '@mantine/core'
import { useRef } from 'react'
import { showNotice } from './notice.web.ts'

interface Props {
  label: string
  value: string
  /** What the button says, and what is said once it is done. */
  copy: string
  copied: string
}

/** A text to hand over. Without https a page has no clipboard, and a browser may refuse it: the text is then chosen, for one's own keys. */
export function CopyField({ label, value, copy, copied }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const take = () =>
    void navigator.clipboard.writeText(value).then(
      () => showNotice(copied),
      () => field.current?.select(),
    )
  return (
    <Group align="flex-end">
      <TextInput
        ref={field}
        label={label}
        value={value}
        readOnly
        onFocus={event => event.currentTarget.select()}
        style={{ flex: '1 1 320px' }}
      />
      {isSecureContext && (
        <Button variant="default" onClick={take}>
          {copy}
        </Button>
      )}
    </Group>
  )
}
