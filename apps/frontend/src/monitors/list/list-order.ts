import type { MonitorListItem } from '@mointering/api-contract/http/monitors'
import { STATUS_ORDER } from '../../ui/status-words'
import { targetOf } from '../monitor-target'

/** The order that the person sees: ids, and the status each had when it was made. */
export type ListOrder = ReadonlyMap<string, MonitorListItem['status']>

/** Worst first, then by name. */
export function makeOrder(items: readonly MonitorListItem[]): ListOrder {
  const sorted = [...items].sort(
    (a, b) =>
      STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status) ||
      a.name.localeCompare(b.name, 'en', { numeric: true }),
  )
  return new Map(sorted.map(({ id, status }) => [id, status]))
}

/** Items in an order made earlier: rows stay where they are; what came since stands at the end. */
export function arrange(items: readonly MonitorListItem[], order: ListOrder): MonitorListItem[] {
  const rank = new Map([...order.keys()].map((id, index) => [id, index]))
  const rankOf = ({ id }: MonitorListItem) => rank.get(id) ?? rank.size
  return [...items].sort((a, b) => rankOf(a) - rankOf(b))
}

/** How many rows would move if the order were made again because they are new or have another status. */
export const countChanges = (items: readonly MonitorListItem[], order: ListOrder): number =>
  items.filter(({ id, status }) => order.get(id) !== status).length

export type ListFilter = { search: string; status: MonitorListItem['status'] | 'all' }

/** The rows that a person asked for: all words in name, target or tags, and the status. */
export function filterItems(items: readonly MonitorListItem[], { search, status }: ListFilter): MonitorListItem[] {
  const words = search.trim().toLowerCase().split(/\s+/)
  return items.filter((item) => {
    if (status !== 'all' && item.status !== status) return false
    const hay = `${item.name} ${targetOf(item)} ${item.tags.join(' ')}`.toLowerCase()
    return words.every((word) => hay.includes(word))
  })
}

/** How many have each status, worst first, without those that none has. */
export function countStatuses(items: readonly MonitorListItem[]): [MonitorListItem['status'], number][] {
  return STATUS_ORDER.map((status): [MonitorListItem['status'], number] => [
    status,
    items.filter((item) => item.status === status).length,
  ]).filter(([, count]) => count > 0)
}
