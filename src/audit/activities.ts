/** Everything that the audit domain notes in the activity log. */
export const AUDIT_ACTIVITIES = [
  'audit.create',
  'audit.rename',
  'audit.change',
  'audit.archive',
  'audit.restore',
  'audit.import',
  'audit.demo',
  'report.issue',
  'report.draft',
  'client.create',
  'client.change',
  'client.archive',
  'project.create',
  'project.change',
  'project.archive',
  'intervention.create',
  'intervention.change',
  'intervention.archive',
] as const

declare module '#kernel/access/activities.ts' {
  interface ActivityKinds {
    audit: (typeof AUDIT_ACTIVITIES)[number]
  }
}
