/** Offers the unsent queue as a file: the last resort when a tablet cannot send any more. */
export function saveAsFile(content: Blob): void {
  saveNamed(content, `courant-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, '-')}.json`)
}

export function saveNamed(content: Blob, name: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
