import { CommentSheet } from './CommentSheet.tsx'
import type { Desk } from './desk.web.ts'
import type { HeaderPanel } from './FieldHeader.tsx'
import { FieldModuleSheet } from './FieldModuleSheet.tsx'
import { HealthSheet } from './HealthSheet.tsx'
import { MenuSheet } from './MenuSheet.tsx'
import { PeopleSheet } from './PeopleSheet.tsx'
import { PhotoSheet } from './PhotoSheet.tsx'
import { SearchSheet } from './SearchSheet.tsx'
import { SerialSheet } from './SerialSheet.tsx'

export type Panel = HeaderPanel | 'sheet' | 'comment' | 'photo' | 'serial'

/** What a panel asked for by a tap holds. */
export function PanelContent({ panel, desk, close }: { panel: Panel; desk: Desk; close(): void }) {
  const module = desk.capture.cursor ?? ''
  const jump = (id: string) => {
    desk.jump(id)
    focusGridOnceClosed()
    close()
  }
  if (panel === 'search') return <SearchSheet jump={jump} />
  if (panel === 'people') return <PeopleSheet jump={jump} />
  if (panel === 'health') return <HealthSheet />
  if (panel === 'menu') return <MenuSheet />
  if (panel === 'comment') return <CommentSheet module={module} act={desk.act} done={close} />
  if (panel === 'photo') return <PhotoSheet module={module} act={desk.act} />
  if (panel === 'serial') return <SerialSheet key={module} desk={desk} />
  return <FieldModuleSheet module={module} desk={desk} />
}

/** A dialog gives the focus back to where it came from; arrows should go on from the module found. */
function focusGridOnceClosed(): void {
  const focus = () => document.querySelector<HTMLElement>('.plant-grid-frame')?.focus()
  document.querySelector('dialog:modal')?.addEventListener('close', focus, { once: true })
}
