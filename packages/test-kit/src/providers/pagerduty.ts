import { z } from 'zod'
import { type FakeProvider, type ProviderReply, startFakeProvider } from './fake-provider.js'

const text = z.string().min(1)
const key = { routing_key: z.string().regex(/^[0-9a-z]{32}$/i), dedup_key: text.max(255) }
const event = z.discriminatedUnion('event_action', [
  z.strictObject({
    ...key,
    event_action: z.literal('trigger'),
    payload: z.strictObject({
      summary: text.max(1024),
      source: text,
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      timestamp: z.iso.datetime(),
      component: text.optional(),
      group: text.optional(),
      class: text.optional(),
      custom_details: z.record(text, z.string()),
    }),
    client: text.optional(),
    client_url: z.url().optional(),
    links: z.array(z.strictObject({ href: z.url(), text })).optional(),
  }),
  z.strictObject({ ...key, event_action: z.literal('acknowledge') }),
  z.strictObject({ ...key, event_action: z.literal('resolve') }),
])

/** What people see of a page: `opened` counts how often it was opened anew. */
export type PagerPage = { state: 'triggered' | 'acknowledged' | 'resolved'; severity: string; opened: number }

export type FakePagerduty = FakeProvider & {
  /** By dedup key. */
  pages: ReadonlyMap<string, PagerPage>
}

/**
 * Takes what the Events API v2 takes at events.pagerduty.com and its European twin, and keeps one page per dedup key, as
 * https://developer.pagerduty.com/docs/events-api-v2/overview/ describes it.
 */
export async function startFakePagerduty(): Promise<FakePagerduty> {
  const pages = new Map<string, PagerPage>()
  const fake = await startFakeProvider(({ method, url, headers, body }) => {
    if (!/^https:\/\/events\.(eu\.)?pagerduty\.com$/.test(url.origin) || url.pathname !== '/v2/enqueue')
      return { status: 404 }
    if (method !== 'POST') return { status: 405 }
    if (!headers['content-type']?.startsWith('application/json')) return invalid(['Content-Type must be JSON'])
    if (Buffer.byteLength(body) > 512 * 1024) return { status: 413 }
    const parsed = event.safeParse(JSON.parse(body))
    if (!parsed.success)
      return invalid(parsed.error.issues.map(({ path, message }) => `'${path.join('.')}' ${message}`))
    judge(pages, parsed.data)
    return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: parsed.data.dedup_key } }
  })
  return Object.assign(fake, { pages })
}

function judge(pages: Map<string, PagerPage>, asked: z.infer<typeof event>): void {
  const page = pages.get(asked.dedup_key)
  const isOpen = page !== undefined && page.state !== 'resolved'
  if (asked.event_action === 'trigger') {
    const { severity } = asked.payload
    if (isOpen) page.severity = severity
    else pages.set(asked.dedup_key, { state: 'triggered', severity, opened: (page?.opened ?? 0) + 1 })
  } else if (isOpen) page.state = asked.event_action === 'acknowledge' ? 'acknowledged' : 'resolved'
}

const invalid = (errors: string[]): ProviderReply => ({
  status: 400,
  body: { status: 'invalid event', message: 'Event object is invalid', errors },
})
