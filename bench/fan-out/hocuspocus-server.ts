// Hocuspocus with one Yjs document in memory and no disk, for the measure next door.
import { Server } from '@hocuspocus/server'
import { freePort } from '../../tests/cluster.ts'

const port = await freePort()
await new Server({ port, address: '127.0.0.1', quiet: true }).listen()
process.send?.(port)
