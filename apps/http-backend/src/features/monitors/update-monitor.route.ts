import { monitor, updateMonitorFields, updateMonitorRequest } from '@mointering/api-contract/monitors/monitor'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { entityTag } from '../../http/entity-tag.js'
import type { ChangeMonitor } from './change-monitor.js'
import { MONITOR_PATH, monitorParams } from './monitor-params.js'
import type { MonitorViews } from './monitor-views.js'
import type { KnownRegions } from './regions.js'
import { validateRequest } from './validate-request.js'

const shape = {
  method: 'patch',
  path: MONITOR_PATH,
  summary: 'Change a monitor',
  tag: 'Monitors',
  params: monitorParams,
  query: nothing,
  body: updateMonitorRequest,
  bodyDocumentation: updateMonitorFields,
  reply: monitor,
  status: 200,
  requestHeaders: ['If-Match'],
} as const

type Deps = { changeMonitor: ChangeMonitor; knownRegions: KnownRegions; views: MonitorViews }

export const updateMonitorRoute = ({ changeMonitor, knownRegions, views }: Deps) =>
  workspaceEndpoint('monitors:write', shape, async ({ params, body, member, req, res, by }) => {
    const regions = await knownRegions()
    const target = { ...params, workspaceId: member.workspaceId, ifMatch: req.get('If-Match'), by }
    const record = await changeMonitor.update({ ...target, readable: member.can('secrets:read') }, body, (request) =>
      validateRequest(request, regions),
    )
    res.setHeader('ETag', entityTag(record.version))
    return views.one(record, member)
  })
