import './styles.web.ts'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { finishSignOut } from '#kernel/access/sign-out.web.ts'
import { Refusal } from '#kernel/refusal.ts'
import { startLanguage } from '#kernel/ui/i18n.web.ts'
import { reloadWhenReplaced } from '#kernel/ui/replaced-pages.web.ts'
import { ThemeProvider } from '#kernel/ui/ThemeProvider.tsx'
import { obeyAccess } from './access/signed-out.web.ts'
import { createOfficeRouter } from './router.web.ts'

await finishSignOut()
startLanguage()
obeyAccess()
reloadWhenReplaced()

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (times, error) => times < 2 && !(error instanceof Refusal && error.status >= 400 && error.status < 500),
    },
  },
})

createRoot(document.getElementById('root')!).render(
  <ThemeProvider>
    <QueryClientProvider client={queries}>
      <RouterProvider router={createOfficeRouter()} />
    </QueryClientProvider>
  </ThemeProvider>,
)
