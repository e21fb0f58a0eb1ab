import { isConfigured } from '#audit/plant/configuration.ts'
import { remember, remembered } from '#kernel/ui/remember.web.ts'
import type { FieldRoom } from './field-room.web.ts'

/** Where the technician was in an audit. */
interface InHand {
  module: string
  /** Every string was on the screen, not that of the module alone. */
  all: boolean
}

const keyOf = ({ token }: FieldRoom) => `field.inHand.${token}`

/** Kept on the tablet, so that the next tap judges the module that it would have judged before; `undefined` once the plant lacks that module. */
export function inHandBefore(room: FieldRoom): InHand | undefined {
  const text = remembered(keyOf(room))
  if (text === null) return undefined
  const before = JSON.parse(text) as InHand
  return isConfigured(room.device.view, before.module) ? before : undefined
}

export function rememberInHand(room: FieldRoom, module: string | null, only: number | null): void {
  if (module !== null) remember(keyOf(room), JSON.stringify({ module, all: only === null } satisfies InHand))
}
