import type { MonitorListItem } from '@mointering/api-contract/http/monitors'
import { StatusMark } from '../../ui/StatusMark'
import { STATUS_WORD, type Status } from '../../ui/status-words'
import { countStatuses } from './list-order'

/** "2 down · 1 degraded · 141 up": each a button that shows only those. */
export function ListSummary({
  items,
  onStatus,
}: {
  items: readonly MonitorListItem[]
  onStatus: (status: Status) => void
}) {
  return (
    <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {countStatuses(items).map(([status, count]) => (
        <button
          key={status}
          type="button"
          onClick={() => onStatus(status)}
          className="inline-flex items-center gap-1.5 rounded-sm hover:underline"
        >
          <StatusMark status={status} shapeOnly />
          <span className="figures">
            {count} <span className="text-text-2">{STATUS_WORD[status].toLowerCase()}</span>
          </span>
        </button>
      ))}
    </p>
  )
}
