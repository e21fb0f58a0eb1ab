import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * Ends the server without cutting anybody short: no connection is taken any more, idle ones close at once, and a request that began is
 * answered before its connection closes. What still lasts after the patience is cut.
 */
export function endGracefully(app: FastifyInstance, patienceMs: number): void {
  const connections = followConnections(app)
  let ends = false
  let deadline: NodeJS.Timeout | undefined
  app.addHook('onSend', async (_request, reply) => {
    if (ends) reply.header('connection', 'close')
  })
  app.addHook('preClose', async () => {
    ends = true
    deadline = setTimeout(() => cut(connections, () => true), patienceMs)
  })
  app.addHook('onResponse', async () => {
    // An answer that had begun before promised to keep its connection. Its end is counted just after this hook.
    if (ends) setImmediate(() => cut(connections, answers => answers === 0))
  })
  app.addHook('onClose', async () => clearTimeout(deadline))
  // Node's own calls a connection idle as soon as the last byte of its answer is written, though a slow line has not taken it yet.
  app.server.closeIdleConnections = () => cut(connections, answers => answers === 0)
}

/** Open connections, and how many answers each is owed. A live connection has its own farewell: it is never idle. */
function followConnections({ server }: FastifyInstance): Map<Socket, number> {
  const connections = new Map<Socket, number>()
  const count = (socket: Socket, more: number) => {
    if (connections.has(socket)) connections.set(socket, connections.get(socket)! + more)
  }
  server.on('connection', (socket: Socket) => {
    connections.set(socket, 0)
    socket.once('close', () => connections.delete(socket))
  })
  server.prependListener('request', ({ socket }: IncomingMessage, answer: ServerResponse) => {
    count(socket, 1)
    answer.once('close', () => count(socket, -1))
  })
  server.prependListener('upgrade', ({ socket }: IncomingMessage) => count(socket, 1))
  return connections
}

function cut(connections: Map<Socket, number>, isCut: (answers: number) => boolean): void {
  for (const [socket, answers] of connections) if (isCut(answers)) socket.destroy()
}
