import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { CARD_CLASSES } from '../../ui/classes'
import { Spinner } from '../../ui/Spinner'

/** A monitor without any result yet. It turns into the page by itself. */
export function PendingCard({ monitor }: { monitor: Monitor }) {
  return (
    <section
      role="status"
      className={`${CARD_CLASSES} grid min-h-64 place-content-center justify-items-center gap-3 p-6 text-center`}
    >
      <span className="text-accent-text">
        <Spinner />
      </span>
      <h2 className="font-semibold text-lg">The first check is on its way</h2>
      <p className="max-w-md text-text-2">
        {monitor.enabled
          ? 'The result appears here by itself, usually within a few seconds.'
          : 'It is paused: resume it, and it is checked at once.'}
      </p>
    </section>
  )
}
