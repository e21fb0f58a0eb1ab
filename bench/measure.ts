/** The middle of a list of figures; of an even list, the upper middle. */
export function median(figures: number[]): number {
  return percentile(figures, 50)
}

/** The figure below which `share` percent of the list lies. */
export function percentile(figures: number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b)
  const at = Math.min(sorted.length - 1, Math.floor((sorted.length * share) / 100))
  return sorted[at] ?? Number.NaN
}

/** Measures ours and the peer in turn, so that a machine that slows down slows both, and prints medians and their ratio. */
export async function compare(
  name: string,
  aim: string,
  ours: () => Promise<number>,
  peer: () => Promise<number>,
  runs = 5,
): Promise<void> {
  const figures: { ours: number; peer: number }[] = []
  for (let run = 0; run < runs; run += 1) figures.push({ ours: await ours(), peer: await peer() })
  const [a, b] = [median(figures.map(one => one.ours)), median(figures.map(one => one.peer))]
  const ratio = median(figures.map(one => one.ours / one.peer))
  console.log(`${name}: ours ${shown(a)}, peer ${shown(b)}, ratio ${shown(ratio)} (aim ${aim}; medians of ${runs})`)
}

/** Milliseconds that a piece of work takes. */
export async function took(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export function shown(figure: number): string {
  return figure >= 100 ? figure.toFixed(0) : figure >= 1 ? figure.toFixed(2) : figure.toFixed(3)
}
