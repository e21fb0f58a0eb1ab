import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reachOf } from './address.server.ts'
import { guardedFetch, type OutboundPolicy } from './guarded-fetch.server.ts'

const OPEN: OutboundPolicy = { allowPrivate: true, ownPorts: [] }
const CLOSED: OutboundPolicy = { allowPrivate: false, ownPorts: [] }
const resolvingTo = (...addresses: string[]): OutboundPolicy => ({ ...OPEN, resolve: async () => addresses })

let server: Server
let port: number
const seen: { host: string | undefined; path: string | undefined; headers: Record<string, unknown> }[] = []

const answer: RequestListener = (request, reply) => {
  seen.push({ host: request.headers.host, path: request.url, headers: request.headers })
  if (request.url === '/moved') return void reply.writeHead(302, { location: 'http://169.254.169.254/' }).end()
  if (request.url === '/endless') {
    const stream = setInterval(() => reply.write(Buffer.alloc(65_536)), 1)
    return void reply.on('close', () => clearInterval(stream))
  }
  if (request.url === '/drip') return void reply.write('a')
  if (request.url !== '/mute') reply.end('hello')
}

beforeAll(async () => {
  server = createServer(answer)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('where an address leads', () => {
  const REACH = {
    public: ['1.1.1.1', '2606:4700::1111', '::ffff:1.1.1.1', '64:ff9b::1.1.1.1'],
    private: ['127.0.0.1', '10.1.2.3', '192.168.1.9', '172.16.0.1', '100.64.0.1', '::1', 'fd12::1', '::ffff:192.168.1.1', '::ffff:7f00:1'],
    forbidden: [
      ...['169.254.169.254', 'fe80::1', 'fd00:ec2::254', '100.100.100.200', '168.63.129.16', '192.0.0.192', '0.0.0.0', '::'],
      ...['224.0.0.1', '255.255.255.255', '240.0.0.1', 'ff02::1', '2001:db8::1', '2002:7f00:1::', '2002:101:101::', '2001::1'],
      ...[
        '64:ff9b::7f00:1',
        '64:ff9b::a9fe:a9fe',
        '64:ff9b:1::1.1.1.1',
        '::ffff:0:1.1.1.1',
        '::ffff:169.254.169.254',
        'fec0::1',
        '::7f00:1',
      ],
      'not an address',
    ],
  }
  test.each(Object.entries(REACH))('%s', (reach, addresses) => {
    for (const address of addresses) expect([address, reachOf(address)]).toEqual([address, reach])
  })
})

describe('what the deployment does not allow', () => {
  const loopback = ['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '127.1', '[::1]', '[::ffff:127.0.0.1]', '[::127.0.0.1]', 'localhost']
  test.each(loopback)('the loopback as %s, when private addresses are off', async host => {
    await expect(guardedFetch(`http://${host}:${port}/`, {}, CLOSED)).rejects.toMatchObject({ code: 'outbound-not-allowed' })
  })

  test.each(['http://169.254.169.254/', 'http://[fe80::1]/', 'http://[fd00:ec2::254]/', 'http://[64:ff9b::127.0.0.1]/', 'http://0.0.0.0/'])(
    '%s, even when private addresses are on',
    async address => {
      await expect(guardedFetch(address, {}, OPEN)).rejects.toMatchObject({ code: 'outbound-not-allowed' })
    },
  )

  test('a name of which one address in three is refused', async () => {
    const policy = resolvingTo('127.0.0.1', '1.1.1.1', '169.254.169.254')
    await expect(guardedFetch(`http://house.example:${port}/`, {}, policy)).rejects.toMatchObject({ code: 'outbound-not-allowed' })
  })

  test('the server’s own port on its own machine', async () => {
    const policy = { ...OPEN, ownPorts: [port] }
    for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost'])
      await expect(guardedFetch(`http://${host}:${port}/`, {}, policy)).rejects.toMatchObject({ code: 'outbound-not-allowed' })
  })

  test.each(['file:///etc/passwd', 'ftp://example.org/', 'http://user:word@example.org/', 'gopher://x/', 'hello', 'http://'])(
    '%s is not an address to call',
    async address => {
      await expect(guardedFetch(address, {}, OPEN)).rejects.toMatchObject({ code: 'outbound-malformed' })
    },
  )

  test('a refusal says the same whether or not something listens there', async () => {
    const refused = (at: number) => guardedFetch(`http://127.0.0.1:${at}/`, {}, CLOSED).catch(({ fr, en }) => ({ fr, en }))
    expect(await refused(port)).toEqual(await refused(1))
  })
})

describe('a call', () => {
  test('keeps the name in Host and reaches the address that was judged', async () => {
    const found = await guardedFetch(`http://meter.example:${port}/readings`, {}, resolvingTo('127.0.0.1'))
    expect(found).toMatchObject({ status: 200, body: Buffer.from('hello') })
    expect(seen.at(-1)).toMatchObject({ host: `meter.example:${port}`, path: '/readings' })
  })

  test('asks the name once: a second answer leading elsewhere changes nothing', async () => {
    const answers = [['127.0.0.1'], ['169.254.169.254']]
    const resolve = async () => answers.shift() ?? []
    await guardedFetch(`http://rebind.example:${port}/once`, {}, { ...OPEN, resolve })
    expect(seen.at(-1)?.path).toBe('/once')
    expect(answers).toHaveLength(1)
  })

  test('keeps the name in the TLS greeting', async () => {
    let greeting = ''
    const tls = createSocketServer(socket =>
      socket.on('data', bytes => {
        greeting += bytes.toString('latin1')
        socket.destroy()
      }),
    )
    await new Promise<void>(resolve => tls.listen(0, '127.0.0.1', resolve))
    const at = (tls.address() as AddressInfo).port
    await expect(guardedFetch(`https://meter.example:${at}/`, {}, resolvingTo('127.0.0.1'))).rejects.toMatchObject({
      code: 'outbound-unreachable',
    })
    expect(greeting).toContain('meter.example')
    tls.close()
  })

  test('does not let the caller name another host or ask for a packed answer', async () => {
    const headers = { Host: 'other.example', 'Accept-Encoding': 'gzip', 'x-own': 'kept' }
    await guardedFetch(`http://127.0.0.1:${port}/headers`, { headers }, OPEN)
    expect(seen.at(-1)?.headers).toMatchObject({ host: `127.0.0.1:${port}`, 'accept-encoding': 'identity', 'x-own': 'kept' })
  })

  test('follows no redirect', async () => {
    const before = seen.length
    await expect(guardedFetch(`http://127.0.0.1:${port}/moved`, {}, OPEN)).rejects.toMatchObject({ code: 'outbound-redirected' })
    expect(seen.length).toBe(before + 1)
  })

  test('stops at the size cap', async () => {
    const call = guardedFetch(`http://127.0.0.1:${port}/endless`, { maxBytes: 1_000_000 }, OPEN)
    await expect(call).rejects.toMatchObject({ code: 'outbound-too-large' })
  })

  test.each(['/mute', '/drip'])('has one deadline over the whole exchange: %s', async path => {
    const call = guardedFetch(`http://127.0.0.1:${port}${path}`, { timeoutMs: 200 }, OPEN)
    await expect(call).rejects.toMatchObject({ code: 'outbound-too-slow', details: { seconds: 1 } })
  })

  test('counts the name’s resolution in the deadline', async () => {
    const policy = { ...OPEN, resolve: () => new Promise<string[]>(() => undefined) }
    await expect(guardedFetch('http://slow.example/', { timeoutMs: 100 }, policy)).rejects.toMatchObject({ code: 'outbound-too-slow' })
  })

  test('says that nobody answers', async () => {
    await expect(guardedFetch('http://127.0.0.1:1/', {}, OPEN)).rejects.toMatchObject({ code: 'outbound-unreachable' })
    const nowhere = { ...OPEN, resolve: async () => [] }
    await expect(guardedFetch('http://nowhere.example/', {}, nowhere)).rejects.toMatchObject({ code: 'outbound-unreachable' })
  })
})
