import { createMonitorRequest, monitor } from '@mointering/api-contract/monitors/monitor'
import { AppError } from '@mointering/backend-common/errors/app-error'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { entityTag } from '../../http/entity-tag.js'
import type { CreateMonitor } from './create-monitor.js'
import { MONITOR_PATH, MONITORS_PATH, workspaceParams } from './monitor-params.js'
import type { MonitorViews } from './monitor-views.js'
import type { KnownRegions } from './regions.js'
import { validateRequest } from './validate-request.js'

const shape = {
  method: 'post',
  path: MONITORS_PATH,
  summary: 'Add a monitor',
  tag: 'Monitors',
  params: workspaceParams,
  query: nothing,
  body: createMonitorRequest,
  reply: monitor,
  status: 201,
  requestHeaders: ['Idempotency-Key'],
} as const

type Deps = { createMonitor: CreateMonitor; knownRegions: KnownRegions; views: MonitorViews }

export const createMonitorRoute = ({ createMonitor, knownRegions, views }: Deps) =>
  workspaceEndpoint('monitors:write', shape, async ({ body, member, req, res, by }) => {
    validateRequest(body, await knownRegions())
    const made = await createMonitor(member.workspaceId, body, idempotencyKey(req.get('Idempotency-Key')), by)
    if (made.replayed) res.setHeader('Idempotency-Replayed', 'true')
    res.setHeader('ETag', entityTag(made.monitor.version))
    res.setHeader(
      'Location',
      MONITOR_PATH.replace(':workspaceId', member.workspaceId).replace(':monitorId', made.monitor.id),
    )
    return views.one(made.monitor, member)
  })

function idempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null
  if (/^[\x21-\x7e]{1,200}$/.test(header)) return header
  throw new AppError('invalid_input', 'An Idempotency-Key is 1 to 200 visible ASCII characters')
}
