import type { Block, Mark, Paper } from '#kernel/pdf/block.ts'
import { instant } from '#kernel/ui/format.ts'
import { sayIn } from '#kernel/ui/say.ts'
import { STATUS, STATUSES, type Status } from '../electroluminescence/status.ts'
import type { ElSnapshot } from './el-snapshot.ts'
import { findingsOf } from './findings.ts'
import { configurationSection } from './section-configuration.ts'
import { othersSection, replaceSection } from './section-modules.ts'
import { planSection } from './section-plan.ts'
import { resultsSection, summarySection } from './section-results.ts'
import { confirmSection, historySection, integritySection, methodSection, signatureSection } from './section-trust.ts'
import { referenceOf, type Telling } from './telling.ts'
import { words } from './words.ts'

/** Name of the frozen data inside the PDF. */
export const ATTACHED = 'audit-el.json'

/** The pages of an electroluminescence report, from the frozen facts alone. */
export function elReport(snapshot: ElSnapshot): Paper {
  const { report, audit, chain } = snapshot
  const say = sayIn(words, report.language)
  const telling: Telling = { snapshot, findings: findingsOf(snapshot), say, language: report.language }
  const date = instant(report.createdAt, report.language)
  const subtitle = [audit.project, audit.site].filter(Boolean).join(' · ')
  return {
    language: report.language,
    author: audit.organisation,
    cover: { kicker: say('kicker'), title: say('title'), subtitle },
    undrawn: say('undrawn'),
    frame: {
      title: say('title'),
      reference: say('reference', { reference: referenceOf(snapshot, say) }),
      subject: audit.project,
      revision: report.state === 'issued' ? say('revision', { revision: report.revision, date }) : say('revision.draft', { date }),
      hash: say('hash', { hash: chain.head.slice(0, 12) }),
      page: say('page'),
      of: say('of'),
      ...(report.state === 'draft' ? { watermark: say('draft') } : {}),
    },
    marks: marksIn(report.language),
    blocks: sectionsOf(telling),
  }
}

function sectionsOf(telling: Telling): Block[] {
  return [
    ...summarySection(telling),
    ...configurationSection(telling),
    ...resultsSection(telling),
    ...planSection(telling),
    ...replaceSection(telling),
    ...othersSection(telling),
    ...confirmSection(telling),
    ...historySection(telling),
    ...methodSection(telling),
    ...integritySection(telling, ATTACHED),
    ...signatureSection(telling),
  ]
}

function marksIn(language: 'fr' | 'en'): Record<Status, Mark> {
  const mark = (status: Status): Mark => {
    const { [language]: label, letter, colour, text, pattern } = STATUS[status]
    return { label, letter, colour, ink: text, pattern }
  }
  return Object.fromEntries(STATUSES.map(status => [status, mark(status)])) as Record<Status, Mark>
}
