import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { vector } from '@electric-sql/pglite-pgvector'

// The embedded database runs in a thread of its own, so that a long query never stalls the server. It speaks wire protocol only.
const port = parentPort
if (!port) throw new Error('the embedded database runs in a worker thread')

const { folder } = workerData as { folder: string | undefined }
const extensions = { vector, pg_trgm, unaccent }
const database = await PGlite.create(folder === undefined ? { extensions } : { dataDir: folder, extensions })

/** Messages are answered strictly in order: the wire protocol has no other way to tell answers apart. */
let last: Promise<unknown> = Promise.resolve()
port.on('message', (message: { wire: Uint8Array; unheard?: true } | 'close') => {
  last = last.then(async () => {
    if (message === 'close') {
      await database.close()
      port.close()
      return
    }
    const answer = await database.execProtocolRaw(message.wire)
    if (!message.unheard) port.postMessage(answer)
  })
})
port.postMessage('ready')
