import type { MonitorListItem } from '@mointering/api-contract/http/monitors'
import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import type { LiveEvent } from '@mointering/api-contract/pipeline/live-events'

/**
 * A monitor after a live event; the same object when the event says nothing new of it. Events may come late, twice or out of order: an
 * older result never replaces a newer one.
 */
export function applyToMonitor<M extends Monitor>(monitor: M, event: LiveEvent): M {
  switch (event.type) {
    case 'results': {
      const mine = event.results.filter(({ monitorId }) => monitorId === monitor.id)
      let last = monitor.lastResult
      for (const { monitorId: _, ...result } of mine) {
        if (last === null || Date.parse(result.checkedAt) > Date.parse(last.checkedAt)) last = result
      }
      return last === monitor.lastResult ? monitor : { ...monitor, lastResult: last }
    }
    case 'status': {
      if (event.monitorId !== monitor.id) return monitor
      const { status, statusSince, statusReason } = event
      if (monitor.statusSince !== null && Date.parse(statusSince) < Date.parse(monitor.statusSince)) return monitor
      const same =
        status === monitor.status && statusSince === monitor.statusSince && statusReason === monitor.statusReason
      return same ? monitor : { ...monitor, status, statusSince, statusReason }
    }
    case 'monitor':
    case 'incident':
      return monitor
  }
}

/** The list after a live event: changed rows in place, deleted rows gone, the same array when nothing changed. New ones are fetched, not made up. */
export function applyToList(items: readonly MonitorListItem[], event: LiveEvent): readonly MonitorListItem[] {
  if (event.type === 'incident') return items
  if (event.type === 'monitor') {
    if (event.change !== 'deleted' || !items.some(({ id }) => id === event.monitorId)) return items
    return items.filter(({ id }) => id !== event.monitorId)
  }
  let changed = false
  const next = items.map((item) => {
    const after = applyToMonitor(item, event)
    if (after !== item) changed = true
    return after
  })
  return changed ? next : items
}
