import ipaddr from 'ipaddr.js'

/** Where an address leads: the internet, the organisation's own network, or a place that no one may be sent to. */
export type AddressReach = 'public' | 'private' | 'forbidden'

/** Addresses of cloud machines that hand out credentials, beside the link-local one. */
const METADATA = new Set(['fd00:ec2::254', 'fd20:ce::254', '100.100.100.200', '168.63.129.16'])
const PRIVATE = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat'])

/** Judges one numeric address. Whatever is not known to be public or private is forbidden, tunnels to another address included. */
export function reachOf(address: string): AddressReach {
  if (!ipaddr.isValid(address)) return 'forbidden'
  const parsed = ipaddr.parse(address)
  const range: string = parsed.range()
  if (range === 'ipv4Mapped') return reachOf(lastFourBytes(parsed))
  if (range === 'rfc6052') return isWellKnownNat64(parsed) && reachOf(lastFourBytes(parsed)) === 'public' ? 'public' : 'forbidden'
  if (METADATA.has(parsed.toString())) return 'forbidden'
  if (range === 'unicast') return isGlobal(parsed) ? 'public' : 'forbidden'
  return PRIVATE.has(range) ? 'private' : 'forbidden'
}

/** Is it this very machine, under any of its addresses? `own` are the addresses of its network cards. */
export function isThisMachine(address: string, own: string[]): boolean {
  const parsed = ipaddr.parse(address)
  const plain = parsed.range() === 'ipv4Mapped' ? lastFourBytes(parsed) : parsed.toString()
  return ipaddr.parse(plain).range() === 'loopback' || own.includes(plain)
}

function lastFourBytes(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  return address.toByteArray().slice(-4).join('.')
}

/** 64:ff9b::/96; its local-use sibling 64:ff9b:1::/48 can lead anywhere inside a network. */
function isWellKnownNat64(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address
    .toByteArray()
    .slice(4, 12)
    .every(byte => byte === 0)
}

/** IPv6 gives 2000::/3 to the internet; the rest of it holds old ways to write an IPv4 address (`::7f00:1`). */
function isGlobal(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address.kind() === 'ipv4' || address.toByteArray()[0]! >> 5 === 1
}
