/** What the browser says of the place this application has on the device. */
export interface StorageAnswer {
  used?: number
  quota?: number
  persisted: boolean
}

export async function storageAnswer(): Promise<StorageAnswer> {
  if (!('storage' in navigator)) return { persisted: false }
  const { usage, quota } = await navigator.storage.estimate()
  const persisted = await navigator.storage.persisted()
  return { persisted, ...(usage === undefined ? {} : { used: usage }), ...(quota === undefined ? {} : { quota }) }
}

export async function askForPersistence(): Promise<StorageAnswer> {
  if ('storage' in navigator) await navigator.storage.persist()
  return storageAnswer()
}
