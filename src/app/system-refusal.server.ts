import { Refusal, refusals } from '#kernel/refusal.ts'

const refuse = refusals({
  'port-taken': {
    status: 409,
    fr: 'Le port {port} est déjà pris par un autre programme. Arrêtez-le, ou choisissez un autre port avec PORT.',
    en: 'Port {port} is already taken by another program. Stop it, or choose another port with PORT.',
  },
  'port-not-allowed': {
    status: 403,
    fr: 'Le système ne permet pas à cet utilisateur d’écouter sur le port {port}. Choisissez avec PORT un port au-dessus de 1023.',
    en: 'The system does not let this user listen on port {port}. Choose a port above 1023 with PORT.',
  },
  'host-not-here': {
    status: 400,
    fr: 'L’adresse {address} n’est pas celle de cette machine. Corrigez COURANT_HOST.',
    en: 'The address {address} is not one of this machine. Correct COURANT_HOST.',
  },
  'place-unusable': {
    status: 400,
    fr: '{path} ne peut pas être lu ou écrit ({reason}). Vérifiez ce nom et les droits du dossier.',
    en: '{path} cannot be read or written ({reason}). Check this name and the permissions of the folder.',
  },
  'disk-full': {
    status: 507,
    fr: 'Le disque est plein. Libérez de la place et recommencez.',
    en: 'The disk is full. Free some space and try again.',
  },
})

const OF_PLACES = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST', 'ENAMETOOLONG', 'EIO'])

/** A refusal as it is, and what the system says of a port, a folder or the disk as the sentence of one; nothing for a fault of ours. */
export function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  const { code = '', syscall, path, port = 0, address = '' } = error as NodeJS.ErrnoException & { port?: number; address?: string }
  if (code === 'ENOSPC' || code === 'EDQUOT') return refuse('disk-full')
  if (syscall === 'listen') return ofListening(code, port, address)
  if (OF_PLACES.has(code) && path !== undefined) return refuse('place-unusable', { path, reason: code })
  return undefined
}

function ofListening(code: string, port: number, address: string): Refusal | undefined {
  if (code === 'EADDRINUSE') return refuse('port-taken', { port: String(port) })
  if (code === 'EACCES') return refuse('port-not-allowed', { port: String(port) })
  if (code === 'EADDRNOTAVAIL') return refuse('host-not-here', { address })
  return undefined
}

/** A name that leads nowhere is said by the resolver, which does not know what it was asked for: here, where to listen. */
export function fromListening(error: NodeJS.ErrnoException, host: string): unknown {
  return error.syscall === 'getaddrinfo' ? Object.assign(refuse('host-not-here', { address: host }), { cause: error }) : error
}
