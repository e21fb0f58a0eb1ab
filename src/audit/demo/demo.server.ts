import { readFileSync } from 'node:fs'
import type { Kernel } from '#kernel/kernel.server.ts'
import type { Change, Value } from '#kernel/record/change.ts'
import { addAudit } from '../audit/audit-row.server.ts'
import { clients } from '../client/client.server.ts'
import { projects } from '../client/project.server.ts'
import { addComment } from '../electroluminescence/comment.ts'
import { STATUS, VERDICTS } from '../electroluminescence/status.ts'
import { interventions } from '../intervention/intervention.server.ts'
import { stableUuid } from '../legacy-import/stable-uuid.server.ts'
import { moduleId } from '../plant/module-id.ts'
import { DEMO_PERSON } from './demo-person.ts'

/** A plant as it was found, one line of status letters a string. The findings are real, the names are not. */
interface DemoAudit {
  token: string
  client: string
  project: string
  address: string
  date: string
  moduleModel: string
  powerWp: number
  /** What the paperwork says of the plant: wrong, as in the audits that the demo comes from. */
  declared: Record<string, Value>
  strings: string[]
  comments: Record<string, string>
}

const STATUS_OF_LETTER = new Map<string, string>(VERDICTS.map(status => [STATUS[status].letter, status]))

/** Two audits to look at: a roof of 26 + 9 × 24 modules with many dead ones, and carports of 11 × 20 with microcracks. */
export async function showDemo(kernel: Kernel, organisation: string): Promise<void> {
  const audits = JSON.parse(readFileSync(new URL('./two-audits.json', import.meta.url), 'utf8')) as DemoAudit[]
  await kernel.database.inOrganisation(organisation, async query => {
    for (const audit of audits) {
      const { client: name, project, address, date, token, moduleModel, powerWp } = audit
      const client = await clients.add(query, organisation, { name })
      const plant = { client_id: client, name: project, site_address: address, module_model: moduleModel, module_power_wp: powerWp }
      const intervention = await interventions.add(query, organisation, {
        project_id: await projects.add(query, organisation, plant),
        date,
        type: 'el_audit',
        status: 'completed',
      })
      await addAudit(query, organisation, { token, intervention })
      const author = { person: DEMO_PERSON, role: 'owner', device: 'demo' }
      await kernel.rooms.commitWithin(query, author, { organisation, room: token }, { changes: changesOf(audit), label: 'audit.demo' })
    }
  })
}

function changesOf({ token, strings, comments, moduleModel, powerWp, declared }: DemoAudit): Change[] {
  const plant = (field: string, to: Value): Change => ({ kind: 'plant', record: 'plant', field, to })
  const uniform = new Set(strings.map(string => string.length)).size === 1
  return [
    plant('mode', uniform ? 'simple' : 'advanced'),
    plant('state', 'validated'),
    plant('moduleModel', moduleModel),
    plant('powerWp', powerWp),
    plant('declared', declared),
    ...strings.map((string, i): Change => ({ kind: 'string', record: String(i + 1), field: 'count', to: string.length })),
    ...strings.flatMap((string, i) =>
      [...string].map(
        (letter, j): Change => ({ kind: 'module', record: moduleId(i + 1, j + 1), field: 'status', to: STATUS_OF_LETTER.get(letter)! }),
      ),
    ),
    ...Object.entries(comments).flatMap(([module, text]) => addComment(stableUuid(`demo\n${token}\n${module}`), module, text)),
  ]
}
