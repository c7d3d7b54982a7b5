import { z } from 'zod'

export const SEVERITIES = ['critical', 'warning', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]

/** What a notice tells. `resolved` and `settled` are good news; `digest` stands for several others. */
export const NOTICE_KINDS = [
  'opened',
  'reopened',
  'severity_changed',
  'flapping',
  'acknowledged',
  'commented',
  'reminder',
  'escalated',
  'resolved',
  'certificate_expires',
  'domain_expires',
  'region_blind',
  'region_sees',
  'digest',
  'test',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

const text = (longest: number) => z.string().max(longest)

const noticeIncident = z.object({
  id: z.uuid(),
  startedAt: z.iso.datetime(),
  /** Null while it is open. */
  resolvedAt: z.iso.datetime().nullable(),
  url: z.url(),
  /** Acknowledges it when a person opens and confirms it; signed. Null when there is nothing to acknowledge. */
  acknowledgeUrl: z.url().nullable(),
})

const noticeMonitor = z.object({ id: z.uuid(), name: text(120), kind: text(40), target: text(2000), url: z.url() })

const line = z.object({ label: text(60), value: text(500) })

/**
 * One thing to tell people, without a word of any provider: each channel makes its own message of it. All texts are plain and may hold anything a target or a
 * person wrote: a channel escapes them for its format.
 */
export const notice = z.object({
  /** The same for every attempt: the idempotency key, where a provider has one. */
  id: z.uuid(),
  kind: z.enum(NOTICE_KINDS),
  /** What the messages about one incident have in common: threads, and dedup keys of pagers. */
  groupKey: text(120),
  severity: z.enum(SEVERITIES),
  at: z.iso.datetime(),
  workspace: z.object({ id: z.uuid(), name: text(120) }),
  /** One line, such as `Shop is down`. */
  title: text(200),
  /** A sentence or two: why, since when. May be empty. */
  summary: text(1000),
  facts: z.array(line).max(20),
  monitor: noticeMonitor.nullable(),
  incident: noticeIncident.nullable(),
  /** Of a digest: what it stands for, newest first. */
  items: z.array(z.object({ kind: z.enum(NOTICE_KINDS), title: text(200), url: z.url().nullable() })).max(100),
  /** Where to read more; the page of the incident, most often. */
  url: z.url(),
})
export type Notice = z.infer<typeof notice>

/** True for what ends a matter: pagers resolve by it, colours turn green. */
export const isGoodNews = ({ kind }: Pick<Notice, 'kind'>): boolean => kind === 'resolved' || kind === 'region_sees'
