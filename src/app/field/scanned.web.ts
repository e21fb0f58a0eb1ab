import { moduleWithSerial } from '#audit/electroluminescence/find.ts'
import { fieldChange } from '#audit/electroluminescence/module.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import type { Desk } from './desk.web.ts'
import { feel } from './feel.web.ts'
import { useFieldRoom } from './field-room.web.ts'
import { words } from './words.ts'

/** Gives a scanned serial number to the module in hand, says so, and can take it back. */
export function useScanned(desk: Desk): (serial: string) => void {
  const { t } = useWords(words)
  const { device } = useFieldRoom()
  const refuse = (sentence: string) => {
    feel('refused')
    showNotice(sentence, { tone: 'refused' })
  }
  return serial => {
    const module = desk.capture.cursor
    if (module === null) return refuse(t('scan.nowhere', { serial }))
    const owner = moduleWithSerial(serial, device.view, module)
    if (owner !== undefined) return refuse(t('serial.twice', { module: owner }))
    const before = device.view.field('module', module, 'serial')?.value ?? null
    if (before === serial) return showNotice(t('scan.known', { module, serial }))
    const give = (to: typeof before) => desk.act([fieldChange(device.view, 'module', module, 'serial', to)])
    void give(serial).then(kept => kept && showNotice(t('scan.taken', { module, serial }), { undo: () => void give(before) }))
  }
}
