import { createKeyedDigest, createMonitorSealer } from '@mointering/backend-common/crypto/encryption-keys'
import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { runMonitorRoute } from '../checks/run-monitor.route.js'
import { testMonitorRoute } from '../checks/test-monitor.route.js'
import { readMetricsRoute } from '../history/read-metrics.route.js'
import { readResultsRoute } from '../history/read-results.route.js'
import { readUptimeRoute } from '../history/read-uptime.route.js'
import { createAnnounceChange } from './announce-change.js'
import { createChangeMonitor } from './change-monitor.js'
import { createCreateMonitor } from './create-monitor.js'
import { createMonitorRoute } from './create-monitor.route.js'
import { deleteMonitorRoute } from './delete-monitor.route.js'
import { listMonitorsRoute } from './list-monitors.route.js'
import { createMonitorSecrets } from './monitor-secrets.js'
import { createMonitorViews } from './monitor-views.js'
import { readMonitorRoute } from './read-monitor.route.js'
import { readRegionsRoute } from './read-regions.route.js'
import { createKnownRegions } from './regions.js'
import { restoreMonitorRoute } from './restore-monitor.route.js'
import { updateMonitorRoute } from './update-monitor.route.js'

/** Monitors, their history, and checks on demand. */
export function monitorEndpoints(deps: EndpointDeps): Endpoint[] {
  const { config, database, now } = deps
  const defaultRegions = config.DEFAULT_REGIONS
  const secrets = createMonitorSecrets(createMonitorSealer(config))
  const announceChange = createAnnounceChange(deps)
  const writing = { database, secrets, announceChange, monitorLimit: config.MONITOR_LIMIT, now }
  const changeMonitor = createChangeMonitor(writing)
  const knownRegions = createKnownRegions({ database, defaultRegions })
  const views = createMonitorViews({ database, secrets, publicUrl: config.PUBLIC_URL, now })
  const all = { ...deps, secrets, changeMonitor, knownRegions, views, defaultRegions }
  return [
    createMonitorRoute({
      ...all,
      createMonitor: createCreateMonitor({ ...writing, digestsOf: createKeyedDigest(config) }),
    }),
    listMonitorsRoute(all),
    testMonitorRoute(all), // before the routes that take any id in that place
    readMonitorRoute(all),
    updateMonitorRoute(all),
    deleteMonitorRoute(all),
    restoreMonitorRoute(all),
    runMonitorRoute(all),
    readResultsRoute(all),
    readMetricsRoute(all),
    readUptimeRoute(all),
    readRegionsRoute(all),
  ]
}
