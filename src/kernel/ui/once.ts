/** As long as a system may take for the two clicks of a double click: an answer can come back between them. */
const DOUBLE_CLICK_MS = 500

export type Once = (work: () => Promise<unknown>) => Promise<void>

/**
 * Lets one piece of work through at a time: a double click, or two clicks before the page was drawn again, make one report and not two.
 * What comes too early is left undone. After a refusal the next try goes through at once.
 */
export function createOnce(): Once {
  let busy = false
  return async work => {
    if (busy) return
    busy = true
    const since = Date.now()
    try {
      await work()
    } catch (error) {
      busy = false
      throw error
    }
    setTimeout(
      () => {
        busy = false
      },
      Math.max(0, DOUBLE_CLICK_MS - (Date.now() - since)),
    )
  }
}
