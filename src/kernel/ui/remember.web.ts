/** Small preferences of this device. Storage can be forbidden or full: a preference is then forgotten, nothing else happens. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`courant.${name}`)
  } catch {
    return null
  }
}

export function forget(name: string): void {
  try {
    localStorage.removeItem(`courant.${name}`)
  } catch {
    console.warn(`The preference "${name}" could not be taken off this device.`)
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`courant.${name}`, value)
  } catch {
    console.warn(`The preference "${name}" could not be kept on this device.`)
  }
}

/** Tells what another page of this device remembers from now on. Answers how to stop hearing it. */
export function onRemembered(name: string, hear: (value: string | null) => void): () => void {
  const listen = ({ key, newValue }: StorageEvent) => key === `courant.${name}` && hear(newValue)
  addEventListener('storage', listen)
  return () => removeEventListener('storage', listen)
}
