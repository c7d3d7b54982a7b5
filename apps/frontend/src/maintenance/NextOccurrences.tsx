'use client'

import { useQuery } from '@tanstack/react-query'
import { instantOf } from '../settings/on-call/wall-times'
import { readable } from './window-words'

type Props = { startsAt: string; durationSeconds: string; rrule: string; timeZone: string }

const YEAR_MS = 366 * 86_400_000
const SHOWN = 5

/** When a recurring window comes, by the code that the server goes by. It is loaded when it is needed: it knows every time zone. */
export function NextOccurrences({ startsAt, durationSeconds, rrule, timeZone }: Props) {
  const from = new Date(instantOf(startsAt))
  const isTime = !Number.isNaN(from.getTime())
  const next = useQuery({
    queryKey: ['occurrences', startsAt, durationSeconds, rrule, timeZone],
    enabled: isTime,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const { occurrencesIn } = await import('@mointering/api-contract/maintenance/occurrences')
      const times = { startsAt: from, durationSeconds: Number(durationSeconds), rrule, timeZone, endedAt: null }
      return occurrencesIn(times, from.getTime(), from.getTime() + YEAR_MS).slice(0, SHOWN)
    },
  })
  if (!next.data) return null
  return (
    <div className="rounded-md bg-sunken p-3 text-sm">
      <p className="font-medium">It comes</p>
      <ol aria-label="When it comes" className="text-text-2">
        {next.data.map(({ fromMs }) => (
          <li key={fromMs}>{readable(fromMs)}</li>
        ))}
      </ol>
    </div>
  )
}
