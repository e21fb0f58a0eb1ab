import type { Status } from './status.ts'
import { useStatusInk } from './status-ink.web.ts'
import { useStatusName } from './status-name.web.ts'
import './status-mark.css'

/** The letter of a status on its colour; with `named`, its name beside it. */
export function StatusMark({ status, named = false }: { status: Status; named?: boolean }) {
  const name = useStatusName()
  const { fill, text, letter } = useStatusInk()(status)
  const mark = (
    <span
      className="status-mark"
      data-status={status}
      style={{ background: fill, color: text }}
      {...(named ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name(status) })}
    >
      {letter}
    </span>
  )
  if (!named) return mark
  return (
    <span className="status-line">
      {mark}
      <span className="status-name">{name(status)}</span>
    </span>
  )
}
