import { z } from 'zod'
import { type AtlassianPage, actions, createPages, detailsField, isPageAction, pageFields } from './atlassian-pages.js'
import { type FakeProvider, type ProviderReply, startFakeProvider } from './fake-provider.js'

const create = z.strictObject({ ...pageFields, extraProperties: detailsField })
const METHODS = { acknowledge: 'POST', close: 'POST', priority: 'PATCH' } as const

export const FAKE_CLOUD_ID = '6f1c2d3e-4b5a-4968-8776-5a4b3c2d1e0f'

export type FakeJiraServiceManagement = FakeProvider & {
  pages: readonly AtlassianPage[]
  /** Lets so many look-ups find nothing, as if the page were still being created. */
  lag(lookups: number): void
}

/**
 * Takes what the Operations API takes of ada@example.org with the token `api-token`: https://developer.atlassian.com/cloud/jira/service-desk-ops/rest/v2/api-group-alerts/.
 * Pages are looked up by alias while they are open, and changed by id.
 */
export async function startFakeJiraServiceManagement(): Promise<FakeJiraServiceManagement> {
  const pages = createPages()
  const authorization = `Basic ${Buffer.from('ada@example.org:api-token').toString('base64')}`
  let missing = 0
  const lookUp = (alias: string | null): ProviderReply => {
    missing -= 1
    const page = missing < 0 && alias !== null ? pages.openOf(alias) : undefined
    return page ? { status: 200, body: page } : refusal(404, 'Alert does not exist')
  }
  const fake = await startFakeProvider(({ method, url, headers, body }) => {
    const base = `/jsm/ops/api/${FAKE_CLOUD_ID}/v1/alerts`
    if (url.origin !== 'https://api.atlassian.com' || !url.pathname.startsWith(base)) return refusal(404, 'Not found')
    if (headers.authorization !== authorization) return refusal(401, 'Unauthorized')
    const rest = url.pathname.slice(base.length)
    if (rest === '/alias' && method === 'GET') return lookUp(url.searchParams.get('alias'))
    if (body !== '' && !headers['content-type']?.startsWith('application/json')) return refusal(415, 'No JSON')
    if (rest === '') {
      if (method !== 'POST') return refusal(405, 'Method not allowed')
      const parsed = create.safeParse(JSON.parse(body))
      if (!parsed.success) return refusal(422, parsed.error.message)
      pages.create(parsed.data)
      return accepted()
    }
    const [, id, action] = /^\/([\w-]+)\/(\w+)$/.exec(rest) ?? []
    if (id === undefined || !isPageAction(action) || method !== METHODS[action]) return refusal(404, 'Not found')
    if (!pages.ofId(id)) return refusal(404, 'Alert does not exist')
    if (action !== 'priority' && body !== '') return refusal(422, 'No body is expected')
    const asked = action === 'priority' ? actions.priority.parse(JSON.parse(body)) : { source: '' }
    pages.act(pages.ofId(id), action, asked)
    return accepted()
  })
  const lag = (lookups: number) => {
    missing = lookups
  }
  return Object.assign(fake, { pages: pages.all, lag })
}

const accepted = (): ProviderReply => ({
  status: 202,
  body: { result: 'Request will be processed', requestId: '5a7a5b5c-1d2e-4f3a-8b9c-0d1e2f3a4b5c', took: 0.1 },
})

const refusal = (status: number, message: string): ProviderReply => ({ status, body: { message, took: 0.1 } })
