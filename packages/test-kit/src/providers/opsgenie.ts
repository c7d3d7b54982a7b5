import { z } from 'zod'
import { type AtlassianPage, actions, createPages, detailsField, isPageAction, pageFields } from './atlassian-pages.js'
import { type FakeProvider, type ProviderReply, startFakeProvider } from './fake-provider.js'

const create = z.strictObject({ ...pageFields, details: detailsField })
const METHODS = { acknowledge: 'POST', close: 'POST', priority: 'PUT' } as const

export type FakeOpsgenie = FakeProvider & { pages: readonly AtlassianPage[] }

/**
 * Takes what Opsgenie's Alert API takes at api.opsgenie.com and its European twin with the key `genie-key`: https://docs.opsgenie.com/docs/alert-api. What is asked
 * of a page that is not there is accepted too, and comes to nothing.
 */
export async function startFakeOpsgenie(): Promise<FakeOpsgenie> {
  const pages = createPages()
  const fake = await startFakeProvider(({ method, url, headers, body }) => {
    if (!/^https:\/\/api\.(eu\.)?opsgenie\.com$/.test(url.origin)) return refusal(404, 'Not found')
    if (headers.authorization !== 'GenieKey genie-key') return refusal(401, 'Could not authenticate')
    if (!headers['content-type']?.startsWith('application/json')) return refusal(415, 'Unsupported media type')
    if (url.pathname === '/v2/alerts') {
      if (method !== 'POST') return refusal(405, 'Method not allowed')
      const parsed = create.safeParse(JSON.parse(body))
      if (!parsed.success) return refusal(422, parsed.error.message)
      pages.create(parsed.data)
      return accepted()
    }
    const [, alias, action] = /^\/v2\/alerts\/([^/]+)\/(\w+)$/.exec(url.pathname) ?? []
    if (alias === undefined || !isPageAction(action) || method !== METHODS[action]) return refusal(404, 'Not found')
    if (url.search !== '?identifierType=alias') return refusal(422, 'Identifier type is not valid')
    const parsed = actions[action].safeParse(JSON.parse(body))
    if (!parsed.success) return refusal(422, parsed.error.message)
    pages.act(pages.openOf(decodeURIComponent(alias)), action, parsed.data)
    return accepted()
  })
  return Object.assign(fake, { pages: pages.all })
}

const accepted = (): ProviderReply => ({
  status: 202,
  body: { result: 'Request will be processed', took: 0.1, requestId: '43a29c5c-3dbf-4fa4-9c26-f4f71023e120' },
})

const refusal = (status: number, message: string): ProviderReply => ({
  status,
  body: { message, took: 0.1, requestId: '0b6f' },
})
