/** Shapes of `/api/crm/*` and `/api/planning/*`, as the pages read them. */
export interface ClientRow {
  id: number
  name: string
  city: string | null
  /** How many. */
  projects: number
}

export interface ProjectRow {
  id: number
  client_id: number
  client_name: string
  name: string
  site_address: string | null
}

export interface VisitRow {
  id: number
  project_id: number
  /** `YYYY-MM-DD`. */
  date: string
  type: string
}
