import { audit } from '#audit/audit.server.ts'
import type { Domain } from '#kernel/domain.server.ts'

/** Every domain of the product. The kernel's migrations run first, then theirs in this order. */
export const domains: Domain[] = [audit]
