import * as z from 'zod/mini'
import { checkedConfiguration, uniformPlant } from '../plant/configuration.ts'
import { moduleId } from '../plant/module-id.ts'
import { type CreationFile, place, text } from './creation-format.ts'

const physical = z.optional(z.nullable(place))

/** What an older program was sent to create an audit: strings that are all alike, or each with its own count and place. */
export const CREATION_BODY = z.object({
  projectName: z.string(),
  clientName: text,
  location: text,
  configuration: z.union([
    z.object({
      strings: z
        .array(
          z.object({ mpptNumber: z.optional(z.nullable(z.int())), moduleCount: z.int(), physicalRow: physical, physicalCol: physical }),
        )
        .check(z.minLength(1)),
    }),
    z.object({ stringCount: z.int(), modulesPerString: z.int() }),
  ]),
})
export type CreationBody = z.infer<typeof CREATION_BODY>

type OldString = Extract<CreationBody['configuration'], { strings: unknown }>['strings'][number]

/** The same audit as a configuration file describes it. Strings are numbered in their order; an MPPT of their own is their label. */
export function creationOfBody({ projectName, clientName, location, configuration }: CreationBody): CreationFile {
  const alike = 'stringCount' in configuration ? configuration : undefined
  const strings = 'strings' in configuration ? configuration.strings : []
  const plant = alike
    ? uniformPlant(alike.stringCount, alike.modulesPerString)
    : checkedConfiguration(strings.map((string, i) => ({ number: i + 1, count: string.moduleCount })))
  return {
    project_info: { project_name: projectName, client_name: clientName, location },
    ...(alike ? { installation_config: { string_count: alike.stringCount, modules_per_string: alike.modulesPerString } } : {}),
    strings_configuration: plant.strings.map(({ number, count }, i) => stringOf(number, count, strings[i], strings)),
  }
}

function stringOf(
  number: number,
  count: number,
  old: OldString | undefined,
  all: OldString[],
): CreationFile['strings_configuration'][number] {
  const { mpptNumber, physicalRow: row, physicalCol: col } = old ?? {}
  // A label that two strings share would name neither.
  const own = mpptNumber != null && all.filter(string => string.mpptNumber === mpptNumber).length === 1
  return {
    string_id: own ? `MPPT${mpptNumber}` : null,
    string_number: number,
    modules: Array.from({ length: count }, (_, i) => ({
      module_id: moduleId(number, i + 1),
      position_in_string: i + 1,
      ...(row == null || col == null ? {} : { physical_position: { row, col: col + i } }),
    })),
  }
}
