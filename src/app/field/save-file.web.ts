/** Offers the unsent queue as a file: the last resort when a tablet cannot send any more. */
export function saveAsFile(content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = `courant-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, '-')}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
