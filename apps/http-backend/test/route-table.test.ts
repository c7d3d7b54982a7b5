import { monitor } from '@mointering/api-contract/monitors/monitor'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'
import { createJudge, openApiDocument } from './documented.js'
import { accountRoutes } from './expected-routes/account.js'
import { accountSessionsRoutes } from './expected-routes/account-sessions.js'
import { apiKeysRoutes } from './expected-routes/api-keys.js'
import { auditLogRoutes } from './expected-routes/audit-log.js'
import { NOT_AUDITED, NOTHING_TO_DO } from './expected-routes/audited.js'
import { authRoutes, signOutRoute } from './expected-routes/auth.js'
import { channelRoutes } from './expected-routes/channels.js'
import { deployRoutes } from './expected-routes/deploys.js'
import { anybody, type ExpectedRoutes } from './expected-routes/expected.js'
import { identitiesRoutes } from './expected-routes/identities.js'
import { incidentRoutes } from './expected-routes/incidents.js'
import { invitationsRoutes } from './expected-routes/invitations.js'
import { maintenanceRoutes } from './expected-routes/maintenance.js'
import { membersRoutes } from './expected-routes/members.js'
import { monitorRoutes } from './expected-routes/monitors.js'
import { noticeRuleRoutes } from './expected-routes/notice-rules.js'
import { onCallRoutes } from './expected-routes/on-call.js'
import { passkeysRoutes } from './expected-routes/passkeys.js'
import { secondFactorsRoutes } from './expected-routes/second-factors.js'
import { workspacesRoutes } from './expected-routes/workspaces.js'

/** Every route, asked in this order. One that is not in here fails the first test. */
const TABLE: ExpectedRoutes = {
  ...authRoutes,
  ...accountRoutes,
  ...accountSessionsRoutes,
  ...secondFactorsRoutes,
  ...passkeysRoutes,
  ...channelRoutes,
  ...identitiesRoutes,
  ...workspacesRoutes,
  ...maintenanceRoutes,
  ...deployRoutes,
  ...noticeRuleRoutes,
  ...onCallRoutes,
  ...membersRoutes,
  ...incidentRoutes,
  ...invitationsRoutes,
  ...apiKeysRoutes,
  ...auditLogRoutes,
  ...monitorRoutes,
  'GET /api/openapi.json': anybody(200),
  'GET /api/docs': anybody(200),
  ...signOutRoute,
}

const layers = z.array(
  z.object({
    route: z.object({ path: z.string(), stack: z.array(z.object({ method: z.string() })) }).optional(),
  }),
)

let world: ApiWorld
let people: People
let monitorId: string
let judge: ReturnType<typeof createJudge>
beforeAll(async () => {
  world = await startWorld()
  people = await addPeople(world)
  judge = createJudge(openApiDocument.parse((await world.nobody().request('/api/openapi.json')).body))
  const json = { kind: 'heartbeat', name: 'b', schedule: { type: 'interval', periodSeconds: 60 } }
  monitorId = monitor.parse((await people.alice.request(`${people.path}/monitors`, { json })).body).id
})
afterAll(() => world[Symbol.asyncDispose]())

it('every route of the app is in the table, and nothing else', () => {
  // A route with many methods is the 405 for the rest of its path.
  const routes = layers.parse(world.app.router.stack).flatMap(({ route }) => {
    const [only, ...others] = route?.stack ?? []
    return only && others.length === 0 ? [`${only.method.toUpperCase()} ${route?.path}`] : []
  })
  expect(routes.toSorted()).toEqual(Object.keys(TABLE).toSorted())
})

it('a monitor under another workspace’s address is 404 for its own owner too', async () => {
  const { workspaceId } = await world.signUp({
    email: 'dora@example.org',
    password: 'dora likes long words',
    name: 'Dora',
  })
  const answer = await people.alice.request(`/api/v1/workspaces/${workspaceId}/monitors/${monitorId}`)
  expect(answer.status).toBe(404)
})

it('what is at no address is a 404, a wrong method a 405 with Allow', async () => {
  expect((await world.nobody().request('/api/v1/nothing')).body).toMatchObject({ code: 'not_found' })
  const answer = await people.alice.request(`${people.path}/monitors`, { method: 'PUT', json: {} })
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST, GET, HEAD'])
})

/** Unsafe routes that succeeded, with the id of the request. */
const succeeded = new Map<string, string>()

const PEOPLE = ['charlie', 'nobody', 'bob', 'alice'] as const
describe.each(Object.entries(TABLE))('%s', (route, { body, ...expected }) => {
  it.each(PEOPLE.map((who) => [who, expected[who]] as const))('to %s: %i', async (who, status) => {
    const browser = who === 'nobody' ? world.nobody() : people[who]
    const [method = '', pattern = ''] = route.split(' ')
    const path = pattern
      .replace(':workspaceId', people.workspaceId)
      .replace(':monitorId', monitorId)
      .replace(':token', 'a'.repeat(22))
    const stop = new AbortController()
    const answer = await browser.open(path, { method, signal: stop.signal, ...(body ? { json: body } : {}) })
    const text = answer.headers.get('content-type')?.startsWith('text/event-stream') ? '' : await answer.text()
    stop.abort()
    expect(answer.status, text).toBe(status)
    if (method !== 'GET' && answer.ok) succeeded.set(route, String(answer.headers.get('x-request-id')))
    expect(judge(route, { status, type: answer.headers.get('content-type'), text })).toBeNull()
    if (status >= 400) expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    // A stranger learns neither names nor addresses.
    if (who === 'charlie' && status >= 400) expect(text).not.toMatch(/Alice|alice@|Home/)
  })
})

it('whatever changed something is in the audit log, but for what is excepted with a reason', async () => {
  const entries = await world.database.prisma.auditEntry.findMany({ select: { requestId: true } })
  const audited = new Set(entries.map(({ requestId }) => requestId))
  const excepted = new Set([...Object.keys(NOT_AUDITED), ...Object.keys(NOTHING_TO_DO)])
  const wrong = [...succeeded].filter(([route, requestId]) => audited.has(requestId) === excepted.has(route))
  expect(wrong.map(([route]) => route)).toEqual([])
  expect(succeeded.size).toBeGreaterThan(10)
  expect([...excepted].filter((route) => TABLE[route] === undefined)).toEqual([])
})
