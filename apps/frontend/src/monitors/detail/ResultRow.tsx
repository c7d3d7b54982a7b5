'use client'

import type { Result } from '@mointering/api-contract/http/monitors'
import { ChevronRight } from 'lucide-react'
import { memo, useId, useState } from 'react'
import { formatLatency } from '../../format/latency'
import { formatInstant } from '../../format/time'
import { cx } from '../../ui/classes'
import { MiniWaterfall } from '../../ui/MiniWaterfall'
import { StatusMark } from '../../ui/StatusMark'
import { ResultDetails } from './ResultDetails'

export const RESULT_GRID =
  'grid items-center gap-x-4 px-4 grid-cols-[104px_minmax(0,1fr)_72px] sm:max-lg:grid-cols-[104px_150px_72px_minmax(0,1fr)] lg:grid-cols-[104px_164px_88px_72px_150px_minmax(0,1fr)] max-sm:*:last:col-span-full'

export const HEARTBEAT_GRID =
  'grid items-center gap-x-4 px-4 grid-cols-[104px_minmax(0,1fr)_72px] sm:grid-cols-[104px_184px_72px_minmax(0,1fr)] max-sm:*:last:col-span-full'

const clock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** One result; a click or Enter opens it. */
type Props = {
  result: Result
  scaleMs: number /** Its job calls us: there is no region, and no phase. */
  heartbeat: boolean
}

export const ResultRow = memo(function ResultRow({ result, scaleMs, heartbeat }: Props) {
  const [open, setOpen] = useState(false)
  const detailsId = useId()
  const { verdict, slot, region, attempt, totalMs, phases, httpStatus, message } = result
  return (
    <>
      <div className={cx(heartbeat ? HEARTBEAT_GRID : RESULT_GRID, 'relative min-h-10 py-1.5 text-sm hover:bg-hover')}>
        <div className="flex items-center gap-1.5">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={detailsId}
            aria-label={`Details of ${clock.format(Date.parse(slot))}, ${region}`}
            onClick={() => setOpen(!open)}
            className="rounded-sm after:absolute after:inset-0"
          >
            <ChevronRight
              className={cx('size-4 text-text-3 transition-transform', open && 'rotate-90')}
              aria-hidden="true"
            />
          </button>
          <StatusMark status={verdict} />
        </div>
        <time
          dateTime={slot}
          title={formatInstant(Date.parse(slot))}
          className="figures truncate text-text-2"
          suppressHydrationWarning
        >
          {clock.format(Date.parse(slot))}
          {attempt > 0 && <span className="ml-1.5 text-text-3">{attemptWord(attempt, heartbeat)}</span>}
        </time>
        {!heartbeat && <span className="truncate font-mono text-text-2 text-xs max-lg:hidden">{region}</span>}
        <span className="figures text-right">{totalMs === null ? '–' : formatLatency(totalMs)}</span>
        {!heartbeat && (
          <span className="max-lg:hidden">
            <MiniWaterfall phases={phases} scaleMs={scaleMs} />
          </span>
        )}
        <span className="min-w-0 truncate text-text-2">
          {message ?? (httpStatus === null ? '' : `HTTP ${httpStatus}`)}
        </span>
      </div>
      <div id={detailsId} hidden={!open}>
        {open && <ResultDetails result={result} />}
      </div>
    </>
  )
})

/** Attempts from 1000 on are out of turn: asked for by a person, or made by the call of a job. */
function attemptWord(attempt: number, heartbeat: boolean): string {
  if (attempt < 1000) return `again ${attempt}`
  return heartbeat ? 'a call' : 'by hand'
}
