export const RANGES = [
  { value: 'all', label: 'Any time', ms: null },
  { value: '24h', label: 'Last 24 hours', ms: 86_400_000 },
  { value: '7d', label: 'Last 7 days', ms: 7 * 86_400_000 },
  { value: '30d', label: 'Last 30 days', ms: 30 * 86_400_000 },
  { value: '90d', label: 'Last 90 days', ms: 90 * 86_400_000 },
  { value: 'custom', label: 'From … to …', ms: null },
] as const
export type RangeName = (typeof RANGES)[number]['value']

/** What the first part of an action is called in the list of filters. */
export const ACTION_KINDS = [
  { value: '', label: 'Anything' },
  { value: 'monitor.', label: 'Monitors' },
  { value: 'member.', label: 'Members' },
  { value: 'invitation.', label: 'Invitations' },
  { value: 'api_key.', label: 'API keys' },
  { value: 'workspace.', label: 'The workspace' },
] as const
type ActionKind = (typeof ACTION_KINDS)[number]['value']

/** `fromDay`, `toDay`: "2026-11-24" in the reader's own zone, both included; for the range `custom` only. */
export type AuditFilter = { range: RangeName; fromDay: string; toDay: string; action: ActionKind; actorId: string }
export const NO_FILTER: AuditFilter = { range: 'all', fromDay: '', toDay: '', action: '', actorId: '' }

/** Reads the filter from a page's address; what is not known counts as not set. */
export function readFilter(query: URLSearchParams): AuditFilter {
  const text = (name: string) => query.get(name) ?? ''
  const day = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text(name)) ? text(name) : '')
  return {
    range: RANGES.find(({ value }) => value === text('range'))?.value ?? 'all',
    fromDay: day('from'),
    toDay: day('to'),
    action: ACTION_KINDS.find(({ value }) => value === text('action'))?.value ?? '',
    actorId: text('who').slice(0, 64),
  }
}

/** The filter for a page's address; what is not set is left out. */
export function writeFilter({ range, fromDay, toDay, action, actorId }: AuditFilter): URLSearchParams {
  const custom = range === 'custom'
  const fields = { range: range === 'all' ? '' : range, from: custom ? fromDay : '', to: custom ? toDay : '' }
  return withoutEmpty({ ...fields, action, who: actorId })
}

/** The filter as the API takes it (auditLogQuery). A range that ends now starts at a whole minute, so that the same question stays the same. */
export function toQuery(filter: AuditFilter, nowMs: number): URLSearchParams {
  const { from, to } = instantsOf(filter, nowMs)
  return withoutEmpty({ from, to, action: filter.action, actorId: filter.actorId })
}

function instantsOf({ range, fromDay, toDay }: AuditFilter, nowMs: number): { from: string; to: string } {
  if (range === 'custom') return { from: startOfDay(fromDay, 0), to: startOfDay(toDay, 1) }
  const ms = RANGES.find(({ value }) => value === range)?.ms
  if (!ms) return { from: '', to: '' }
  return { from: new Date(Math.floor(nowMs / 60_000) * 60_000 - ms).toISOString(), to: '' }
}

function startOfDay(day: string, later: number): string {
  const [year, month, date] = day.split('-').map(Number)
  if (!year || !month || !date) return ''
  const start = new Date(year, month - 1, date + later)
  return Number.isNaN(start.getTime()) ? '' : start.toISOString()
}

function withoutEmpty(fields: Record<string, string>): URLSearchParams {
  return new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ''))
}
