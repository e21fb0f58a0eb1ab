import { queuePhoto } from '#kernel/file/upload.web.ts'
import type { Change } from '#kernel/record/change.ts'
import { addPhoto } from './photo.ts'
import { beginsAsPicture, HEAD_BYTES } from './picture-bytes.ts'
import { refusePhoto } from './refusals.ts'

/**
 * Keeps pictures on this device, from where they leave by themselves, and attaches them to the module in one act. When one cannot be kept,
 * those before it are attached all the same. What is plainly no picture is left out, and refused by name once the others are attached.
 */
export async function keepPhotos(
  { room, person, module }: { room: string; person: string; module: string },
  chosen: readonly File[],
  act: (changes: Change[]) => Promise<unknown>,
): Promise<void> {
  const changes: Change[] = []
  const others: string[] = []
  try {
    for (const picture of chosen) {
      if (!(await isPicture(picture))) {
        others.push(picture.name)
        continue
      }
      const file = await queuePhoto(picture, { name: picture.name, room, person })
      const takenAt = new Date(picture.lastModified).toISOString()
      changes.push(...addPhoto(crypto.randomUUID(), module, { file, name: picture.name, takenAt }))
    }
  } finally {
    if (changes.length > 0) await act(changes)
  }
  if (others.length > 0) throw refusePhoto('no-picture', { names: others.join(', ') })
}

async function isPicture(file: File): Promise<boolean> {
  return beginsAsPicture(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()))
}
