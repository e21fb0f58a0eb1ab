import type { Domain } from '#kernel/domain.server.ts'
import { auditRoutes } from './audit/audit-routes.server.ts'
import { exportCommand } from './audit/commands.server.ts'
import { auditRoom } from './audit/room.ts'
import { clients } from './client/client.server.ts'
import { projects } from './client/project.server.ts'
import { showDemo } from './demo/demo.server.ts'
import { demoRoutes } from './demo/demo-routes.server.ts'
import { elRoutes } from './electroluminescence/el.server.ts'
import { pollingRoutes } from './electroluminescence/polling.server.ts'
import { interventions } from './intervention/intervention.server.ts'
import { importCommand } from './legacy-import/commands.server.ts'
import { importRoutes } from './legacy-import/import-routes.server.ts'
import { sharedConfigRoutes } from './plant/shared-config.server.ts'
import { reportJob, reportRoutes } from './report/report.server.ts'

/** The domain of photovoltaic diagnosis. */
export const audit: Domain = {
  name: 'audit',
  migrations: { schema: 'audit', folder: new URL('./migrations/', import.meta.url) },
  rooms: [auditRoom],
  routes: [
    ...clients.routes,
    ...projects.routes,
    ...interventions.routes,
    ...importRoutes,
    ...auditRoutes,
    ...demoRoutes,
    ...sharedConfigRoutes,
    ...elRoutes,
    ...pollingRoutes,
    ...reportRoutes,
  ],
  jobs: [reportJob],
  commands: [importCommand, exportCommand],
  demo: showDemo,
}
