import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { isStatus, statusFromOldKey } from '#audit/electroluminescence/status.ts'
import { type ElSnapshot, SNAPSHOT_FORMAT } from '#audit/report/el-snapshot.ts'

interface OldModule {
  audit_token: string
  module_id: string
  string_number: number
  position_in_string: number
  status: string
  comment: string | null
}

const JALIBAT = 'a4e19950-c73c-412c-be4d-699c9de1dde1'
const SOPHIE = 'person-sophie'
const KARIM = 'person-karim'

/** The audit of 242 modules that was in production, as a report freezes it. */
export function jalibatSnapshot(report: Partial<ElSnapshot['report']> = {}): ElSnapshot {
  const modules = oldModules().filter(module => module.audit_token === JALIBAT)
  const counts = Map.groupBy(modules, module => module.string_number)
  return {
    ...emptySnapshot(report),
    plant: {
      state: 'validated',
      strings: [...counts].map(([number, some]) => ({ number, count: some.length })).sort((a, b) => a.number - b.number),
      declared: Array.from({ length: 11 }, (_, i) => ({ number: i + 1, count: 22 })),
    },
    modules: modules.map(module => ({ id: module.module_id, status: statusFromOldKey(module.status)!, tags: [] })),
    comments: modules
      .filter(module => module.comment !== null && module.comment !== 'null')
      .map(module => ({ module: module.module_id, text: module.comment!, by: SOPHIE, at: '2025-10-27T09:43:12.000Z' })),
    history: {
      changes: 484,
      people: [
        { by: SOPHIE, changes: 301, first: '2025-10-26T21:14:03.000Z', last: '2025-10-27T02:51:40.000Z' },
        { by: KARIM, changes: 183, first: '2025-10-26T21:20:00.000Z', last: '2025-10-27T03:04:11.000Z' },
      ],
    },
    chain: { number: 484, head: 'd1c3a5be90f27f64c1e8b0a4753d92e6f8a1b2c3d4e5f60718293a4b5c6d7e8f' },
  }
}

function oldModules(): OldModule[] {
  const text = readFileSync(new URL('fixtures/audit/legacy_export_modules.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { results: OldModule[] }[]).flatMap(part => part.results)
}

/** An audit in which nothing was decided and little was entered. */
export function emptySnapshot(report: Partial<ElSnapshot['report']> = {}): ElSnapshot {
  return {
    format: SNAPSHOT_FORMAT,
    report: { revision: 1, state: 'issued', language: 'fr', createdAt: '2025-10-28T07:30:00.000Z', by: SOPHIE, ...report },
    audit: {
      token: JALIBAT,
      project: 'JALIBAT',
      organisation: 'Diagnostic Solaire',
      client: 'JALIBAT Industrie',
      site: 'Site industriel JALIBAT',
    },
    plant: { strings: [] },
    modules: [],
    comments: [],
    photos: [],
    people: { [SOPHIE]: 'Sophie Martin', [KARIM]: 'Karim Benali' },
    history: { changes: 0, people: [] },
    chain: { number: 0, head: '0'.repeat(64) },
    software: { name: 'Courant', version: '0.1.0' },
    thresholds: 'EL 1',
  }
}

/** A plant of 60-wide strings with every status, disagreements, photos, tags and long comments. */
export async function wideSnapshot(
  report: Partial<ElSnapshot['report']> = {},
): Promise<{ snapshot: ElSnapshot; pictures: Map<string, Uint8Array> }> {
  const statuses = ['ok', 'inequality', 'microcracks', 'dead', 'string_open', 'not_connected', 'pending'].filter(isStatus)
  const ids = Array.from({ length: 4 }, (_, s) => Array.from({ length: 60 }, (_, m) => `S${s + 1}-${m + 1}`)).flat()
  const at = '2026-03-12T23:41:00.000Z'
  const pictures = new Map<string, Uint8Array>()
  const photos: ElSnapshot['photos'] = []
  for (let i = 0; i < 40; i++) {
    const printed = i.toString(16).padStart(64, 'a')
    pictures.set(printed, await electroluminescencePicture(i))
    photos.push({
      module: ids[(i * 3) % 120]!,
      by: KARIM,
      at,
      takenAt: at,
      name: `IMG_${1000 + i}.JPG`,
      file: i.toString(16).padStart(64, 'b'),
      printed,
    })
  }
  const snapshot: ElSnapshot = {
    ...emptySnapshot({ revision: 2, replaces: 1, reason: 'string 4 repris de nuit', createdAt: '2026-03-13T06:00:00.000Z', ...report }),
    plant: {
      state: 'locked',
      moduleModel: 'Sunmodule SW 240 poly',
      powerWp: 240,
      strings: [1, 2, 3, 4].map(number => ({ number, count: 60, label: `A${number}` })),
    },
    modules: ids.map((id, i) => ({
      id,
      status: statuses[(i * 5 + Math.floor(i / 11)) % 7]!,
      tags: i % 17 === 0 ? ['bypass_diode', 'hotspot'] : [],
      ...(i % 23 === 0 ? { serial: `SN24-${7000 + i}` } : {}),
    })),
    comments: ids
      .filter((_, i) => i % 9 === 0)
      .map((module, i) => ({
        module,
        by: i % 2 ? SOPHIE : KARIM,
        at,
        text:
          i % 3
            ? 'Impact au coin haut gauche, cellule éteinte.'
            : 'Trace de choc sur trois cellules ; le câble est pincé sous le cadre. À revoir de jour avec le propriétaire avant toute dépose : l’accès par l’échelle nord est dangereux.',
      })),
    photos,
    history: { changes: 612, people: [{ by: KARIM, changes: 612, first: '2026-03-12T20:02:00.000Z', last: '2026-03-13T03:40:00.000Z' }] },
    chain: { number: 612, head: '8f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0' },
  }
  snapshot.audit.visitedOn = '2026-03-12'
  snapshot.modules[1] = {
    ...snapshot.modules[1]!,
    status: 'dead',
    decided: { by: SOPHIE, at },
    contested: [{ status: 'microcracks', by: KARIM, at }],
  }
  snapshot.comments.push({ module: null, by: SOPHIE, at, text: 'Nuit claire, 4 °C. Injection à Isc, 9,1 A.' })
  return { snapshot, pictures }
}

/** Looks like a dark picture of a module: cells, some of which do not shine. */
async function electroluminescencePicture(seed: number): Promise<Uint8Array> {
  const cells = Array.from({ length: 60 }, (_, i) => {
    const light = (i * 7 + seed * 13) % 11 === 0 ? 24 : 120 + ((i * 31 + seed * 17) % 90)
    return `<rect x="${(i % 10) * 80 + 3}" y="${Math.floor(i / 10) * 80 + 3}" width="74" height="74" rx="6" fill="rgb(${light},${light},${light})"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="480"><rect width="800" height="480"/>${cells.join('')}</svg>`
  return new Uint8Array(await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer())
}
