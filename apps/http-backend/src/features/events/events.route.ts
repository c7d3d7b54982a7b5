import type { LiveEvent } from '@mointering/api-contract/pipeline/live-events'
import type { AuthServices } from '../../auth/auth-services.js'
import type { Member } from '../../auth/guards.js'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import { openEventStream } from './event-stream.js'
import type { EventStreams, Watcher } from './event-streams.js'
import type { LiveHub } from './live-hub.js'

const shape = {
  method: 'get',
  path: '/api/v1/workspaces/:workspaceId/events',
  summary: 'Listen to live changes (server-sent events)',
  tag: 'Monitors',
  params: workspaceParams,
  query: nothing,
  body: nothing.optional(),
  reply: null,
  status: 200,
  replyType: 'text/event-stream',
} as const

type Deps = { auth: AuthServices; liveHub: LiveHub; streams: EventStreams }

/** Live events of a workspace: `ready` first, then what happens. Events that happen while nobody listens are not repeated: load, then listen. */
export const eventsRoute = ({ auth, liveHub, streams }: Deps) =>
  workspaceEndpoint('monitors:read', shape, async ({ member, req, res }) => {
    if (req.method === 'HEAD') return null
    const { workspaceId } = member
    const place = streams.reserve(watcherOf(member, auth))
    const early: LiveEvent[] = []
    let deliver = (event: LiveEvent): unknown => early.push(event)
    const listening = await liveHub
      .listen(workspaceId, (event) => deliver(event))
      .catch((error: unknown) => {
        place.leave()
        throw error
      })
    const leave = () => {
      place.leave()
      void listening[Symbol.asyncDispose]()
    }
    res.once('close', leave)
    if (res.destroyed) {
      leave() // the client left while we subscribed
      return null
    }
    const stream = openEventStream(res)
    stream.send('ready', {})
    deliver = (event) => stream.send(event.type, event)
    for (const event of early) deliver(event)
    place.open(stream)
    return null
  })

function watcherOf({ workspaceId, session, apiKey }: Member, { store, apiKeys }: AuthServices): Watcher {
  if (apiKey) return { credentialId: apiKey.id, ownerId: apiKey.id, stands: () => apiKeys.stands(apiKey) }
  if (!session) throw new Error('A member is a session or an API key')
  const { sessionId, user } = session
  return {
    credentialId: sessionId,
    ownerId: user.id,
    stands: async () => (await store.find(sessionId))?.workspaces.some(({ id }) => id === workspaceId) ?? false,
  }
}
