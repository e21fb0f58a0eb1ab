import { queuePhoto } from '#kernel/file/upload.web.ts'
import type { Change } from '#kernel/record/change.ts'
import { addPhoto } from './photo.ts'

/**
 * Keeps pictures on this device, from where they leave by themselves, and attaches them to the module in one act. When one is refused,
 * those before it are attached all the same.
 */
export async function keepPhotos(
  { room, person, module }: { room: string; person: string; module: string },
  pictures: readonly File[],
  act: (changes: Change[]) => Promise<unknown>,
): Promise<void> {
  const changes: Change[] = []
  try {
    for (const picture of pictures) {
      const file = await queuePhoto(picture, { name: picture.name, room, person })
      const takenAt = new Date(picture.lastModified).toISOString()
      changes.push(...addPhoto(crypto.randomUUID(), module, { file, name: picture.name, takenAt }))
    }
  } finally {
    if (changes.length > 0) await act(changes)
  }
}
