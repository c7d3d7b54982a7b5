import { monitor } from '@mointering/api-contract/monitors/monitor'
import { noBody, nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { entityTag } from '../../http/entity-tag.js'
import type { ChangeMonitor } from './change-monitor.js'
import { MONITOR_PATH, monitorParams } from './monitor-params.js'
import type { MonitorViews } from './monitor-views.js'

const shape = {
  method: 'post',
  path: `${MONITOR_PATH}/restore`,
  summary: 'Bring a deleted monitor back',
  tag: 'Monitors',
  params: monitorParams,
  query: nothing,
  body: noBody,
  reply: monitor,
  status: 200,
  requestHeaders: ['If-Match'],
} as const

export const restoreMonitorRoute = ({ changeMonitor, views }: { changeMonitor: ChangeMonitor; views: MonitorViews }) =>
  workspaceEndpoint('monitors:write', shape, async ({ params, member, req, res, by }) => {
    const target = { ...params, workspaceId: member.workspaceId, ifMatch: req.get('If-Match'), by }
    const record = await changeMonitor.restore(target)
    res.setHeader('ETag', entityTag(record.version))
    return views.one(record, member)
  })
