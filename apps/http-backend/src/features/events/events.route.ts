import type { LiveEvent } from '@mointering/api-contract/pipeline/live-events'
import { AppError } from '@mointering/backend-common/errors/app-error'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import { openEventStream } from './event-stream.js'
import type { EventStreams } from './event-streams.js'
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
} as const

/** Live events of a workspace: `ready` first, then what happens. Events that happen while nobody listens are not repeated: load, then listen. */
export const eventsRoute = ({ liveHub, streams }: { liveHub: LiveHub; streams: EventStreams }) =>
  workspaceEndpoint('monitors:read', shape, async ({ member, req, res }) => {
    if (req.method === 'HEAD') return null
    const { workspaceId, session } = member
    if (!session) throw new AppError('forbidden', 'Live changes are for signed-in people')
    const place = streams.reserve({ sessionId: session.sessionId, userId: session.user.id, workspaceId })
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
