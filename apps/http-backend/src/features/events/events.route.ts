import type { LiveEvent } from '@mointering/api-contract/pipeline/live-events'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import { openEventStream } from './event-stream.js'
import type { EventStreams } from './event-streams.js'
import type { LiveHub } from './live-hub.js'

const shape = {
  method: 'get',
  path: '/api/v1/workspaces/:workspaceId/events',
  params: workspaceParams,
  query: nothing,
  body: nothing.optional(),
  reply: null,
  status: 200,
} as const

/** Live events of a workspace: `ready` first, then what happens. Events that happen while nobody listens are not repeated: load, then listen. */
export const eventsRoute = ({ liveHub, streams }: { liveHub: LiveHub; streams: EventStreams }) =>
  workspaceEndpoint('monitors:read', shape, async ({ member, session, req, res }) => {
    if (req.method === 'HEAD') return null
    streams.requireRoom(session.sessionId)
    const { workspaceId } = member
    const early: LiveEvent[] = []
    let deliver = (event: LiveEvent): unknown => early.push(event)
    const listening = await liveHub.listen(workspaceId, (event) => deliver(event))
    if (res.destroyed) {
      await listening[Symbol.asyncDispose]() // the client left while we subscribed
      return null
    }
    const stream = openEventStream(res)
    stream.send('ready', {})
    deliver = (event) => stream.send(event.type, event)
    for (const event of early) deliver(event)
    const registered = streams.add({ stream, sessionId: session.sessionId, workspaceId })
    res.once('close', () => {
      registered.closed()
      void listening[Symbol.asyncDispose]()
    })
    return null
  })
