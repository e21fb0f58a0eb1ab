import type { PdfDocument } from '#kernel/pdf/document.ts'
import { qrSvg } from '#kernel/pdf/qr.ts'
import type { Value } from '#kernel/record/change.ts'
import { sayIn } from '#kernel/ui/say.ts'
import { ATTACHED, elReport } from './el-report.ts'
import type { ElSnapshot } from './el-snapshot.ts'
import { imagePath } from './section-modules.ts'
import { QR_PATH } from './section-trust.ts'
import { words } from './words.ts'

/** Everything that the renderer needs to print a frozen snapshot. `pictures` holds the printed photos by their SHA-256. */
export function elDocument(snapshot: ElSnapshot, template: string, pictures: Map<string, Uint8Array>): PdfDocument {
  const photos = snapshot.photos.flatMap(photo => {
    const bytes = photo.printed === undefined ? undefined : pictures.get(photo.printed)
    return bytes ? [[imagePath(photo.printed!), bytes] as const] : []
  })
  const encoder = new TextEncoder()
  return {
    sources: { '/main.typ': template },
    data: elReport(snapshot) as unknown as Value,
    images: { ...Object.fromEntries(photos), [QR_PATH]: encoder.encode(qrSvg(snapshot.chain.head)) },
    attachment: {
      name: ATTACHED,
      type: 'application/json',
      bytes: encoder.encode(JSON.stringify(snapshot)),
      description: sayIn(words, snapshot.report.language)('attachment'),
    },
    createdAt: snapshot.report.createdAt,
  }
}
