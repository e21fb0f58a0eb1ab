import { Notices } from '#kernel/ui/Notices.tsx'
import { ShortcutHelp } from '#kernel/ui/ShortcutHelp.tsx'
import { AuditList } from './AuditList.tsx'
import { AuditPlace } from './AuditPlace.tsx'
import { ErasedHere } from './ErasedHere.tsx'
import { usePlace } from './place.web.ts'
import { useRefusedPhotosSaid } from './refused-photos.web.ts'
import { UpdateReady } from './UpdateReady.tsx'
import './notices.css'

/** The shell of the tablet: two places and what lies over both. */
export function Field() {
  const { audit, erased } = usePlace()
  useRefusedPhotosSaid()
  if (erased) return <ErasedHere />
  return (
    <>
      {audit === null ? <AuditList /> : <AuditPlace token={audit} />}
      <UpdateReady />
      <Notices />
      <ShortcutHelp />
    </>
  )
}
