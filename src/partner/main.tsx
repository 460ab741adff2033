import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { OfflineError, RefusalError } from '#kernel/call.ts'
import { setProduct } from '#kernel/page/index.ts'
import { createPortalRouter } from './routes.tsx'

setProduct('Repère')

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      networkMode: 'always',
      // A refusal is an answer; only silence is worth asking again.
      retry: (count, error) => error instanceof OfflineError && count < 2,
      throwOnError: (error) => !(error instanceof RefusalError) && !(error instanceof OfflineError),
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

const root = document.getElementById('root')
if (!root) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={createPortalRouter(queries)} />
    </QueryClientProvider>
  </StrictMode>,
)
