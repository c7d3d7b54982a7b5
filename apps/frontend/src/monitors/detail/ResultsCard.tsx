'use client'

import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { Button } from '../../ui/Button'
import { CARD_CLASSES, cx } from '../../ui/classes'
import { ErrorState } from '../../ui/ErrorState'
import { Select } from '../../ui/Select'
import { resultsQueryOf } from '../monitor-queries'
import { HEARTBEAT_GRID, RESULT_GRID, ResultRow } from './ResultRow'

const VERDICT_OPTIONS = [
  { value: 'all', label: 'All results' },
  { value: 'down', label: 'Down' },
  { value: 'degraded', label: 'Degraded' },
  { value: 'unknown', label: 'Not seen' },
  { value: 'up', label: 'Up' },
] as const

/** Raw results, newest first. Each can be opened for why and for the evidence. */
export function ResultsCard({ monitor }: { monitor: Monitor }) {
  const { workspace } = useSession()
  const [verdict, setVerdict] = useState<(typeof VERDICT_OPTIONS)[number]['value']>('all')
  const results = useInfiniteQuery(resultsQueryOf(workspace.id, monitor.id, verdict))
  const items = results.data?.pages.flatMap((page) => page.items) ?? []
  const scaleMs = Math.max(1, ...items.map(({ totalMs }) => totalMs ?? 0))
  const heartbeat = monitor.kind === 'heartbeat'
  return (
    <section aria-labelledby="results-title" className={CARD_CLASSES}>
      <div className="flex items-center gap-3 px-4 py-3">
        <h2 id="results-title" className="mr-auto font-semibold">
          Results
        </h2>
        <Select
          aria-label="Which results"
          value={verdict}
          options={VERDICT_OPTIONS}
          onValue={setVerdict}
          className="w-36"
        />
      </div>
      {results.isPending && <Skeleton />}
      {results.isError && items.length === 0 && (
        <ErrorState
          problem={asApiProblem(results.error)}
          onRetry={() => void results.refetch()}
          busy={results.isFetching}
        />
      )}
      {results.isSuccess && items.length === 0 && (
        <p className="border-line border-t px-4 py-10 text-center text-text-2">
          {verdict === 'all' ? 'No results yet' : 'No results with that verdict'}
        </p>
      )}
      {items.length > 0 && (
        <>
          <div
            aria-hidden="true"
            className={cx(
              heartbeat ? HEARTBEAT_GRID : RESULT_GRID,
              'border-line border-t py-1.5 text-text-3 text-xs max-sm:hidden',
            )}
          >
            <span>Verdict</span>
            <span>Slot</span>
            {!heartbeat && <span className="max-lg:hidden">Region</span>}
            <span className="text-right">{heartbeat ? 'Took' : 'Total'}</span>
            {!heartbeat && <span className="max-lg:hidden">Phases</span>}
            <span>Reason</span>
          </div>
          <ol aria-label="Results">
            {items.map((result) => (
              <li key={`${result.slot} ${result.region} ${result.attempt}`} className="border-line border-t">
                <ResultRow result={result} scaleMs={scaleMs} heartbeat={heartbeat} />
              </li>
            ))}
          </ol>
        </>
      )}
      {results.hasNextPage && (
        <div className="border-line border-t p-3 text-center">
          <Button look="quiet" onClick={() => void results.fetchNextPage()} busy={results.isFetchingNextPage}>
            Show older
          </Button>
        </div>
      )}
    </section>
  )
}

function Skeleton() {
  return (
    <div aria-busy="true" className="divide-y divide-line border-line border-t">
      {['a', 'b', 'c', 'd', 'e'].map((row) => (
        <div key={row} className="flex h-10 items-center gap-8 px-4">
          <div className="skeleton h-3.5 w-16" />
          <div className="skeleton h-3.5 w-32" />
          <div className="skeleton h-3.5 w-24" />
        </div>
      ))}
    </div>
  )
}
