import '#kernel/ui/styles.web.ts'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { STATUSES } from '#audit/electroluminescence/status.ts'
import { uniformPlant } from '#audit/plant/configuration.ts'
import { layoutOf } from '#audit/plant/layout.ts'
import { type LookSource, packLook } from '#audit/plant-grid/grid-look.ts'
import { PlantGrid } from '#audit/plant-grid/PlantGrid.tsx'
import { startLanguage } from '#kernel/ui/i18n.web.ts'
import { ThemeProvider } from '#kernel/ui/ThemeProvider.tsx'

const query = new URLSearchParams(location.search)
const strings = Number(query.get('strings') ?? 4000)
const each = Number(query.get('each') ?? 25)
const arrangement = query.get('arrangement') === 'place' ? 'place' : 'string'

// Eight blocks of strings side by side, as a plant in the fields has.
const plan = uniformPlant(strings, each).strings.map((string, rank) => ({
  ...string,
  row: Math.floor(rank / 8),
  column: (rank % 8) * (each + 2),
}))
const cells = layoutOf({ strings: plan }).cells
const gridStrings = plan.map(({ number, count }) => ({ number, count, label: `S${number}`, direction: 'right' as const }))
const looks = new Map(
  cells.map(({ id }, place) => [id, packLook({ status: STATUSES[(place * 7919) % 11] ?? 'ok', local: place % 97 === 0 })]),
)
const hearers = new Set<(ids: readonly string[] | null) => void>()
const source: LookSource = {
  look: id => looks.get(id)!,
  listen(heard) {
    hearers.add(heard)
    return () => hearers.delete(heard)
  },
}

Object.assign(window, {
  edit(step: number) {
    const { id } = cells[step]!
    looks.set(id, packLook({ status: step % 2 ? 'dead' : 'ok' }))
    for (const heard of hearers) heard([id])
  },
})

function Page() {
  const [cursor, setCursor] = useState<string | null>('S1-1')
  return (
    <PlantGrid
      label="Plant"
      cells={cellsOfPlan}
      strings={gridStrings}
      arrangement={arrangement}
      only={query.has('only') ? Number(query.get('only')) : null}
      source={source}
      cursor={cursor}
      chosen={EMPTY}
      colleagues={COLLEAGUES}
      onPoint={setCursor}
      onOpen={() => undefined}
      onMark={() => undefined}
    />
  )
}

const cellsOfPlan = () => cells
const EMPTY: ReadonlySet<string> = new Set()
const COLLEAGUES = [{ module: 'S2-3', initials: 'SM' }]

startLanguage()
createRoot(document.getElementById('root')!).render(
  <ThemeProvider>
    <Page />
  </ThemeProvider>,
)
