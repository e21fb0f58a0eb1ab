import { IconSolarPanel2 } from '@tabler/icons-react'
import type { OfficeDomain } from '#kernel/ui/page.web.ts'
import { words as activity } from './activity-words.ts'
import { words } from './audit/office-words.ts'
import { auditRoom } from './audit/room.ts'
import { searchAudits } from './audit/search-audits.web.ts'

/** What the audit domain shows in the office. */
export const auditOffice: OfficeDomain = {
  rail: { to: '/audits', words, icon: IconSolarPanel2 },
  rooms: [auditRoom],
  pages: [
    { path: '/audits', load: () => import('./audit/AuditListPage.tsx') },
    { path: '/audits/new', load: () => import('./audit/AuditCreationPage.tsx') },
    { path: '/audits/$audit/{-$tab}', load: () => import('./audit/AuditPage.tsx') },
    { path: '/audits/import', load: () => import('./legacy-import/ImportPage.tsx') },
    { path: '/audits/clients', load: () => import('./client/ClientListPage.tsx') },
    { path: '/audits/clients/$client', load: () => import('./client/ClientPage.tsx') },
  ],
  search: searchAudits,
  activity,
}
