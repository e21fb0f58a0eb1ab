import type { Block, Entry, Photo } from '#kernel/pdf/block.ts'
import { tagName } from '../electroluminescence/defect-tag.ts'
import { placeOf } from '../plant/module-id.ts'
import type { CommentFacts, PhotoFacts } from './el-snapshot.ts'
import type { Finding } from './findings.ts'
import { longStatus, nameOf, type Telling, when } from './telling.ts'

/** Where the renderer finds the picture of a photo. */
export function imagePath(printed: string): string {
  return `/images/${printed}`
}

export function replaceSection(telling: Telling): Block[] {
  const { findings, say } = telling
  const { toReplace } = findings
  const heading: Block = { block: 'heading', text: say('replace') }
  if (toReplace.length === 0) return [heading, { block: 'text', muted: true, text: say('replace.none') }]
  const detailed = toReplace.filter(hasDetails)
  return [
    heading,
    {
      block: 'text',
      leads: true,
      text: say('replace.intro', { count: toReplace.length, total: findings.total, detailed: detailed.length }),
    },
    ...entries(detailed, telling),
    ...plainList(
      toReplace.filter(finding => !hasDetails(finding)),
      telling,
    ),
  ]
}

function hasDetails({ module, comments, photos }: Finding): boolean {
  return comments.length + photos.length + module.tags.length > 0 || module.serial !== undefined
}

/** Modules of which no more is known than their status: named by string, a line each. */
function plainList(findings: Finding[], telling: Telling): Block[] {
  if (findings.length === 0) return []
  const byStatus = Map.groupBy(findings, finding => finding.module.status)
  return [...byStatus].flatMap(([status, some]): Block[] => [
    { block: 'subheading', text: telling.say('replace.plain', { status: longStatus(status, telling) }) },
    { block: 'lists', rows: byString(some) },
  ])
}

function byString(findings: Finding[]): { label: string; items: string[] }[] {
  const strings = Map.groupBy(findings, ({ module }) => placeOf(module.id)!.string)
  return [...strings].map(([string, some]) => ({ label: `S${string}`, items: some.map(({ module }) => module.id) }))
}

export function othersSection(telling: Telling): Block[] {
  const { findings, snapshot, say } = telling
  const notes = snapshot.comments.filter(comment => comment.module === null)
  const photos = snapshot.photos.filter(photo => photo.module === null)
  return [
    { block: 'heading', text: say('others') },
    ...(findings.others.length === 0 ? [{ block: 'text' as const, muted: true, text: say('others.none') }] : []),
    ...entries(findings.others, telling),
    ...auditNotes(notes, photos, telling),
    ...unprinted(telling),
  ]
}

function entries(findings: Finding[], telling: Telling): Block[] {
  return findings.length === 0 ? [] : [{ block: 'entries', entries: findings.map(finding => entry(finding, telling)) }]
}

function entry({ module, comments, photos }: Finding, telling: Telling): Entry {
  const { say, language } = telling
  const tags = module.tags.map(tag => tagName(tag, language))
  return {
    mark: module.status,
    title: module.id,
    details: [longStatus(module.status, telling), ...tags, ...(module.serial ? [say('serial', { serial: module.serial })] : [])],
    remarks: comments.map(comment => remark(comment, telling)),
    photos: photosOf(photos, telling),
  }
}

function remark({ by, at, text }: CommentFacts, telling: Telling): { who: string; text: string } {
  return { who: telling.say('remark', { name: nameOf(by, telling), date: when(at, telling) }), text }
}

function photosOf(photos: PhotoFacts[], telling: Telling): Photo[] {
  const { say } = telling
  return photos.map(({ name, module, printed, takenAt, at }) => {
    const caption = say('photo.caption', { name, date: when(takenAt ?? at, telling) })
    if (printed === undefined) return { caption, alt: say('photo.missing', { name }) }
    return { image: imagePath(printed), caption, alt: module ? say('photo.alt', { name, module }) : say('photo.alt.audit', { name }) }
  })
}

function auditNotes(notes: CommentFacts[], photos: PhotoFacts[], telling: Telling): Block[] {
  if (notes.length + photos.length === 0) return []
  return [
    { block: 'subheading', text: telling.say('notes') },
    { block: 'remarks', remarks: notes.map(note => remark(note, telling)), photos: photosOf(photos, telling) },
  ]
}

function unprinted({ snapshot, say }: Telling): Block[] {
  const names = snapshot.photos.filter(photo => photo.printed === undefined).map(photo => photo.name)
  if (names.length === 0) return []
  const title = say('photos.missing.title', { count: names.length })
  return [{ block: 'notice', tone: 'warning', title, text: say('photos.missing.text', { count: names.length, names: names.join(', ') }) }]
}
