import { SimpleGrid, Text } from '@mantine/core'
import { number } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { words } from './configuration-words.ts'
import type { Reconciliation } from './reconciliation.ts'

const SETS = ['common', 'missing', 'phantom'] as const

interface Props {
  found: Pick<Reconciliation, (typeof SETS)[number]>
  /** What a set is called here. */
  said(set: (typeof SETS)[number]): string
}

/** Two sets of modules side by side: in both, in one alone, in the other alone. */
export function ComparedSets({ found, said }: Props) {
  const { language } = useWords(words)
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }}>
      {SETS.map(set => (
        <div key={set}>
          <Text size="sm" c="dimmed">
            {said(set)}
          </Text>
          <Text fz="xl" fw={650}>
            {number(found[set].length, language)}
          </Text>
          {set !== 'common' && (
            <Text size="sm" c="dimmed">
              {inShort(found[set])}
            </Text>
          )}
        </div>
      ))}
    </SimpleGrid>
  )
}

function inShort(modules: string[]): string {
  return modules.length <= 8 ? modules.join(', ') : `${modules.slice(0, 7).join(', ')} … ${modules.at(-1)}`
}
