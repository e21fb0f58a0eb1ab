import { useEffect, useRef } from 'react'
import { BURST_MS, HOLD_MS, isCharacter, isEnd, serialOf } from './burst.ts'

interface Scanner {
  /** Called before a character acts; the answer takes back whatever it did. */
  remember(): () => void
  scanned(serial: string): void
}

/** A scanner types like a keyboard, wherever the focus is. What it types is a serial number and marks no module. */
export function useScanner(on: boolean, scanner: Scanner): void {
  const latest = useRef(scanner)
  latest.current = scanner
  useEffect(() => (on ? watchBursts(() => latest.current) : undefined), [on])
}

interface Burst {
  presses: KeyboardEvent[]
  at: number
  /** The first character has acted already: it came too long before the second. */
  takeBack?: () => void
}

function watchBursts(scanner: () => Scanner): () => void {
  const ours = new WeakSet<Event>()
  let burst: Burst | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const again = (presses: readonly KeyboardEvent[]) => {
    for (const press of presses) {
      const copy = new KeyboardEvent('keydown', {
        key: press.key,
        code: press.code,
        shiftKey: press.shiftKey,
        bubbles: true,
        cancelable: true,
      })
      ours.add(copy)
      ;(press.target ?? document.body).dispatchEvent(copy)
    }
  }
  const finish = (ended: boolean) => {
    clearTimeout(timer)
    const { presses = [], takeBack } = burst ?? {}
    burst = undefined
    const keys = presses.map(press => press.key)
    const serial = serialOf(keys, ended)
    if (serial === undefined) return again(takeBack ? presses.slice(1) : presses)
    takeBack?.()
    scanner().scanned(serial)
  }
  const letFirstAct = () => {
    if (!burst) return
    burst.takeBack = scanner().remember()
    again(burst.presses)
    timer = setTimeout(() => finish(false), BURST_MS - HOLD_MS)
  }
  const onKey = (event: KeyboardEvent) => {
    if (ours.has(event) || event.repeat || event.ctrlKey || event.altKey || event.metaKey || isTyped(event.target)) return
    const goesOn = burst !== undefined && event.timeStamp - burst.at < BURST_MS
    if (isEnd(event.key) && goesOn && burst!.presses.length > 1) {
      swallow(event)
      return finish(true)
    }
    if (burst && !goesOn) finish(false)
    if (!isCharacter(event.key)) return
    swallow(event)
    clearTimeout(timer)
    burst = burst ? { ...burst, presses: [...burst.presses, event], at: event.timeStamp } : { presses: [event], at: event.timeStamp }
    timer = burst.presses.length === 1 ? setTimeout(letFirstAct, HOLD_MS) : setTimeout(() => finish(false), BURST_MS)
  }
  addEventListener('keydown', onKey, true)
  return () => {
    clearTimeout(timer)
    removeEventListener('keydown', onKey, true)
  }
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

function isTyped(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}
