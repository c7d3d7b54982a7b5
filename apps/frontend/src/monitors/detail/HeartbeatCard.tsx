'use client'

import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { CopyButton } from '../../ui/CopyButton'
import { CARD_CLASSES, cx } from '../../ui/classes'
import { RelativeTime } from '../../ui/RelativeTime'
import { heartbeatCommand } from './heartbeat-command'

/** Where the job calls, how, and when it last did. `open`: it has never called, so the example is shown first. */
export function HeartbeatCard({ monitor, open }: { monitor: Monitor; open: boolean }) {
  const { heartbeatUrl, lastHeartbeatAt } = monitor
  return (
    <section
      aria-labelledby="heartbeat-title"
      className={cx(CARD_CLASSES, 'grid grid-cols-[minmax(0,1fr)] gap-3 px-4 py-3')}
    >
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h2 id="heartbeat-title" className="mr-auto font-semibold">
          {open ? 'Waiting for the first call' : 'Calls'}
        </h2>
        <p className="text-sm text-text-2" aria-live="polite">
          {lastHeartbeatAt ? (
            <>
              last call <RelativeTime at={lastHeartbeatAt} />
            </>
          ) : (
            'no call yet'
          )}
        </p>
      </div>
      {heartbeatUrl ? (
        <>
          <Line label="Address" text={heartbeatUrl} />
          <Line label="At the end of the job" text={heartbeatCommand(heartbeatUrl, 'up')} />
          <Line label="When the job failed" text={heartbeatCommand(heartbeatUrl, 'down')} />
          <p className="text-sm text-text-3">Whoever knows the address can call it: keep it like a password.</p>
        </>
      ) : (
        <p className="text-sm text-text-2">The address is shown to editors of this workspace only.</p>
      )}
    </section>
  )
}

function Line({ label, text }: { label: string; text: string }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <p className="text-text-3 text-xs">{label}</p>
      <div className="flex items-center gap-1 rounded-md border border-line bg-sunken pl-2.5">
        <code className="min-w-0 flex-1 overflow-x-auto whitespace-nowrap py-1.5 font-mono text-xs">{text}</code>
        <CopyButton text={text} label={`Copy: ${label.toLowerCase()}`} />
      </div>
    </div>
  )
}
