import { Button, Text, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { moduleWithSerial } from '#audit/electroluminescence/find.ts'
import { fieldChange } from '#audit/electroluminescence/module.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { readCodes } from './barcode.web.ts'
import type { Desk } from './desk.web.ts'
import { feel } from './feel.web.ts'
import { useFieldRoom } from './field-room.web.ts'
import { words } from './words.ts'

/** Serial numbers one after the other in walking order: typed, by a scanner that types and presses Enter, or by the camera. */
export function SerialSheet({ desk }: { desk: Desk }) {
  const { t } = useWords(words)
  const { device, mayWrite } = useFieldRoom()
  const module = desk.capture.cursor ?? ''
  const known = device.view.field('module', module, 'serial')?.value
  const [text, setText] = useState<string | null>(null)
  const shown = text ?? (typeof known === 'string' ? known : '')
  const box = useRef<HTMLInputElement>(null)
  const owner = shown.trim() === '' ? undefined : moduleWithSerial(shown, device.view, module)
  const save = async (serial: string) => {
    if (serial.trim() === '' || !(await desk.act([fieldChange(device.view, 'module', module, 'serial', serial.trim())]))) return
    setText(null)
    desk.step(1)
    box.current?.focus()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (owner !== undefined || !mayWrite) feel('refused')
    else void save(shown)
  }
  return (
    <form className="serial" onSubmit={submit}>
      <TextInput
        ref={box}
        label={t('serial.text')}
        readOnly={!mayWrite}
        value={shown}
        maxLength={100}
        autoComplete="off"
        data-autofocus
        error={owner !== undefined && t('serial.twice', { module: owner })}
        onChange={event => setText(event.currentTarget.value)}
        onFocus={event => event.currentTarget.select()}
      />
      {mayWrite && (
        <>
          <Camera found={code => setText(code)} />
          <Button type="submit" disabled={shown.trim() === ''}>
            {t('serial.save')}
          </Button>
        </>
      )}
    </form>
  )
}

function Camera({ found }: { found(code: string): void }) {
  const { t } = useWords(words)
  const [on, setOn] = useState(false)
  const [refused, setRefused] = useState(false)
  const video = useRef<HTMLVideoElement>(null)
  const latest = useRef(found)
  latest.current = found
  useEffect(() => {
    if (!on || !video.current) return undefined
    const reading = readCodes(video.current, code => {
      feel('taken')
      latest.current(code)
      setOn(false)
    })
    reading.started.catch(() => {
      setRefused(true)
      setOn(false)
    })
    return reading.stop
  }, [on])
  return (
    <>
      {on && <video ref={video} className="viewfinder" muted playsInline />}
      {refused && <Text>{t('serial.refused')}</Text>}
      <Button variant="default" onClick={() => setOn(!on)}>
        {on ? t('serial.stop') : t('serial.camera')}
      </Button>
    </>
  )
}
