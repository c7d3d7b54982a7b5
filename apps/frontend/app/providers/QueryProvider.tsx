'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ApiProblem } from '../../src/api/api-problem'

export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 15_000,
            // Once, and soon: a person would rather read what is wrong than wait.
            retry: (failures, error) => failures < 1 && isPassing(error),
            retryDelay: 800,
          },
        },
      }),
  )
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}

/** Worth another try: nothing answered, or the server is in trouble. A refusal stays a refusal. */
const isPassing = (error: unknown) => !(error instanceof ApiProblem) || error.code === 'offline' || error.status >= 500
