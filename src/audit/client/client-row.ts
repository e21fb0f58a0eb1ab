/** Shapes of `/api/crm/*` and `/api/planning/*`, as the pages read them. */
export interface ClientRow {
  id: string
  name: string
}

export interface ProjectRow {
  id: string
  client_id: string
  name: string
  site_address: string | null
}

export interface VisitRow {
  id: string
  project_id: string
  /** `YYYY-MM-DD`. */
  date: string
  type: string
}
