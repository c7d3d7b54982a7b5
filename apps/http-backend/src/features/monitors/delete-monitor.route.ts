import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import type { ChangeMonitor } from './change-monitor.js'
import { MONITOR_PATH, monitorParams } from './monitor-params.js'

const shape = {
  method: 'delete',
  path: MONITOR_PATH,
  summary: 'Delete a monitor',
  tag: 'Monitors',
  params: monitorParams,
  query: nothing,
  body: nothing.optional(),
  reply: null,
  status: 204,
  requestHeaders: ['If-Match'],
} as const

export const deleteMonitorRoute = ({ changeMonitor }: { changeMonitor: ChangeMonitor }) =>
  workspaceEndpoint('monitors:write', shape, async ({ params, member, req, by }) => {
    await changeMonitor.remove({ ...params, workspaceId: member.workspaceId, ifMatch: req.get('If-Match'), by })
    return null
  })
