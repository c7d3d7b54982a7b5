import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { asApiProblem } from '../api/api-problem'
import { ErrorState } from '../ui/ErrorState'
import { RowsSkeleton } from '../workspace/RowsSkeleton'

type Props<Data> = {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'isFetching' | 'refetch'>
  /** What is being read, for screen readers: "sessions". */
  what: string
  rows?: number
  children: (data: Data) => ReactNode
}

/** What a query brought; before that its shape, or why it did not come. What is there stays there while it is read again. */
export function Loaded<Data>({ query, what, rows = 2, children }: Props<Data>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) {
    return (
      <ErrorState problem={asApiProblem(query.error)} onRetry={() => void query.refetch()} busy={query.isFetching} />
    )
  }
  return <RowsSkeleton label={`Loading ${what}`} rows={rows} />
}
