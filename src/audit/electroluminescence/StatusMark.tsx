import { STATUS, type Status } from './status.ts'
import { useStatusName } from './status-name.web.ts'
import './status-mark.css'

/** The letter of a status on its colour; with `named`, its name beside it. */
export function StatusMark({ status, named = false }: { status: Status; named?: boolean }) {
  const name = useStatusName()
  const { colour, text, letter } = STATUS[status]
  const mark = (
    <span
      className="status-mark"
      data-status={status}
      style={{ background: colour, color: text }}
      {...(named ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name(status) })}
    >
      {letter}
    </span>
  )
  if (!named) return mark
  return (
    <span className="status-line">
      {mark}
      {name(status)}
    </span>
  )
}
