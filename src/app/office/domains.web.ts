import { auditOffice } from '#audit/audit.web.ts'
import type { OfficeDomain } from '#kernel/ui/page.web.ts'

/** The domains of the office, in the order of the rail. */
export const DOMAINS: OfficeDomain[] = [auditOffice]
