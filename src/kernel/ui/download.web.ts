/** A browser may read the file only after it has asked where to put it. */
const KEPT_MS = 60_000

/** Hands a file to the browser, which saves it. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}

export function downloadText(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
  download(name, new Blob([text], { type }))
}
