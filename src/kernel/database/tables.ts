/**
 * Every table the queries know, by its qualified name. Each feature adds its own where it lives:
 * `declare module '#kernel/database/tables.ts' { interface Tables { 'audit.client': ClientTable } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the features through declaration merging
export interface Tables {}
