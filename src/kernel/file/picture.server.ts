import readExif from 'exif-reader'
import { fileTypeFromBuffer } from 'file-type'
import sharp, { type Metadata } from 'sharp'
import { refuseFile } from './refusals.ts'
import type { Derived } from './store.server.ts'

/** Everything that cameras and drones of the field make fits; a flood of pixels does not. */
const MAX_MEGAPIXELS = 120
const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/tiff', 'image/gif', 'image/avif', 'image/heic', 'image/heif'])
/** Longest side in pixels of what is made from a picture. On paper a photo is at most 85 mm long: 1000 pixels are 300 a inch. */
const LONGEST_SIDE: Record<Derived, number> = { thumbnail: 320, screen: 1600, print: 1000 }

sharp.concurrency(1)
sharp.cache(false)

export interface PictureFacts {
  width: number | null
  height: number | null
  /** EXIF orientation, 1 to 8. */
  orientation: number | null
  /** The camera's own clock, with its offset when it says one. */
  takenAt: string | null
  /** Degrees, WGS 84. */
  place: { latitude: number; longitude: number } | null
}

/** What the bytes are, whatever their name says. */
export async function typeOf(bytes: Buffer): Promise<string> {
  const found = await fileTypeFromBuffer(bytes)
  if (found) return found.mime
  return isText(bytes) ? 'text/plain' : 'application/octet-stream'
}

export function isPicture(type: string): boolean {
  return PICTURES.has(type)
}

/** Reads a picture's head; its pixels stay packed. Refuses what is no picture, or too many pixels. */
export async function examine(bytes: Buffer, type: string): Promise<PictureFacts> {
  if (!isPicture(type)) throw refuseFile('not-a-picture')
  const head = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
  // Some HEIC heads cannot be read here; the photo is evidence all the same.
  if (!head && !/hei[cf]$/.test(type)) throw refuseFile('not-a-picture')
  const { width = 0, height = 0 } = head ?? {}
  if (width * height > MAX_MEGAPIXELS * 1_000_000) throw refuseFile('too-many-pixels', { limit: MAX_MEGAPIXELS })
  return { width: width || null, height: height || null, orientation: head?.orientation ?? null, ...exifOf(head) }
}

/** A picture made from the original: upright, small, re-encoded, and without any of its metadata, so without its place. */
export async function derive(bytes: Buffer, type: string, kind: Derived): Promise<Buffer> {
  if (!isPicture(type)) throw refuseFile('no-preview', { type })
  const side = LONGEST_SIDE[kind]
  try {
    return await sharp(bytes, { limitInputPixels: MAX_MEGAPIXELS * 1_000_000, failOn: 'none' })
      .rotate()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: kind === 'thumbnail' ? 72 : 82, mozjpeg: kind !== 'thumbnail' })
      .toBuffer()
  } catch (cause) {
    const refusal = refuseFile('no-preview', { type })
    refusal.cause = cause
    throw refusal
  }
}

function exifOf(head: Metadata | undefined): Pick<PictureFacts, 'takenAt' | 'place'> {
  if (!head?.exif) return { takenAt: null, place: null }
  try {
    const exif = readExif(head.exif)
    const offset = exif.Photo?.OffsetTimeOriginal
    return { takenAt: cameraTime(exif.Photo?.DateTimeOriginal ?? exif.Image?.DateTime, offset), place: placeOf(exif.GPSInfo) }
  } catch {
    // Damaged metadata say nothing; the picture itself stands.
    return { takenAt: null, place: null }
  }
}

function cameraTime(clock: unknown, offset: unknown): string | null {
  if (!(clock instanceof Date) || Number.isNaN(clock.getTime())) return null
  const known = typeof offset === 'string' && /^[+-]\d\d:\d\d$/.test(offset) ? offset : ''
  return clock.toISOString().slice(0, 19) + known
}

function placeOf(gps: Record<string, unknown> | undefined): PictureFacts['place'] {
  const [latitude, longitude] = [degrees(gps?.GPSLatitude), degrees(gps?.GPSLongitude)]
  if (latitude === undefined || longitude === undefined) return null
  return {
    latitude: gps?.GPSLatitudeRef === 'S' ? -latitude : latitude,
    longitude: gps?.GPSLongitudeRef === 'W' ? -longitude : longitude,
  }
}

function degrees(value: unknown): number | undefined {
  if (!Array.isArray(value) || value.length !== 3 || !value.every(part => Number.isFinite(part))) return undefined
  const [whole, minutes, seconds] = value as [number, number, number]
  return Math.round((whole + minutes / 60 + seconds / 3600) * 1e7) / 1e7
}

function isText(bytes: Buffer): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0')
  } catch {
    return false
  }
}
