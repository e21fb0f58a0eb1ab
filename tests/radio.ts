import { connect, createServer, type Socket } from 'node:net'

/** The air between one tablet and the server: it can be switched off, or fall silent as a dead zone does. */
export interface Radio {
  /** The server as this tablet reaches it. */
  url: string
  /** Every line breaks at once and none can be opened. */
  off(): void
  /** Lines stay open and nothing passes, in either direction. */
  silent(): void
  on(): void
  close(): Promise<void>
}

export async function startRadio(serverPort: () => number): Promise<Radio> {
  const pairs = new Set<[Socket, Socket]>()
  let state: 'on' | 'off' | 'silent' = 'on'
  const quiet = (pair: [Socket, Socket]) => {
    for (const socket of pair) {
      socket.unpipe()
      socket.pause()
    }
  }
  const air = createServer(near => {
    if (state === 'off') return void near.destroy()
    const far = connect(serverPort(), '127.0.0.1')
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    for (const [socket, other] of [pair, [far, near] as const]) {
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        pairs.delete(pair)
        other.destroy()
      })
    }
    if (state === 'silent') quiet(pair)
    else flow(pair)
  })
  await new Promise<void>(resolve => air.listen(0, '127.0.0.1', resolve))
  const breakAll = () => {
    for (const [near] of pairs) near.destroy()
  }
  return {
    url: `http://127.0.0.1:${(air.address() as { port: number }).port}`,
    off() {
      state = 'off'
      breakAll()
    },
    silent() {
      state = 'silent'
      for (const pair of pairs) quiet(pair)
    },
    on() {
      // What was sent into a dead zone is gone for good: the lines of before do not come back to life.
      if (state === 'silent') breakAll()
      state = 'on'
    },
    close: () =>
      new Promise(resolve => {
        breakAll()
        air.close(() => resolve())
      }),
  }
}

function flow([near, far]: [Socket, Socket]): void {
  near.pipe(far)
  far.pipe(near)
}
