import { anybody, type ExpectedRoutes, MONITOR, readers, WORKSPACE, writers } from './expected.js'

const http = { kind: 'http', name: 'Home', url: 'https://example.org' }

export const monitorRoutes: ExpectedRoutes = {
  [`POST ${WORKSPACE}/monitors`]: { body: http, ...writers(201) },
  [`GET ${WORKSPACE}/monitors`]: readers,
  [`POST ${WORKSPACE}/monitors/test`]: { body: { ...http, kind: 'heartbeat' }, ...writers(400) },
  [`GET ${MONITOR}`]: readers,
  [`PATCH ${MONITOR}`]: { body: { name: 'x' }, ...writers(200) },
  [`POST ${MONITOR}/restore`]: writers(200),
  [`POST ${MONITOR}/run`]: writers(409), // a heartbeat is not run
  [`GET ${MONITOR}/results`]: readers,
  [`GET ${MONITOR}/metrics`]: readers,
  [`GET ${MONITOR}/uptime`]: readers,
  [`GET ${WORKSPACE}/regions`]: readers,
  [`GET ${WORKSPACE}/events`]: readers,
  'GET /api/heartbeats/:token': anybody(404),
  'POST /api/heartbeats/:token': anybody(404),
  'GET /api/health/live': anybody(200),
  'GET /api/health/ready': anybody(200),
  [`DELETE ${MONITOR}`]: writers(204),
}
