import { useQuery } from '@tanstack/react-query'
import { load } from '#kernel/ui/api.web.ts'
import type { ClientRow, ProjectRow, VisitRow } from './client-row.ts'

export function useClients() {
  return useQuery({
    queryKey: ['clients'],
    queryFn: async ({ signal }) => (await load<{ clients: ClientRow[] }>('/api/crm/clients?size=200', signal)).clients,
  })
}

/** Plants of a client, or of all. */
export function useProjects(client?: number) {
  return useQuery({
    queryKey: ['projects', client ?? 'all'],
    queryFn: async ({ signal }) => {
      const path = client === undefined ? '/api/crm/projects?size=200' : `/api/crm/projects?size=200&client_id=${client}`
      return (await load<{ projects: ProjectRow[] }>(path, signal)).projects
    },
  })
}

export function useVisits(project: number | undefined) {
  return useQuery({
    queryKey: ['visits', project ?? 'none'],
    enabled: project !== undefined,
    queryFn: async ({ signal }) => {
      const path = `/api/planning/interventions?size=200&project_id=${project}`
      return (await load<{ interventions: VisitRow[] }>(path, signal)).interventions
    },
  })
}
