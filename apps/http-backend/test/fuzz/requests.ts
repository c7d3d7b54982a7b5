import fc from 'fast-check'
import { z } from 'zod'
import type { OpenApi } from '../documented.js'
import { own, PASSWORD } from './fuzz-people.js'
import { anything, type Hints, nearValid } from './near-valid.js'

const operation = z.looseObject({
  parameters: z.array(z.looseObject({ in: z.string(), name: z.string(), schema: z.unknown() })).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) }).optional(),
})

export type Route = { name: string; method: string; path: string; definition: z.infer<typeof operation> }
/** `body` null: none is sent. Places for the sender's own things are left open: see fuzz-people. */
export type Request = { path: string; query: Record<string, unknown>; body: string | null; contentType: string }

export const routesOf = (document: OpenApi): Route[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, known]) => ({
      name: `${method.toUpperCase()} ${path}`,
      ...{ path, method: method.toUpperCase() },
      definition: operation.parse(known),
    })),
  )

const address = fc.oneof(
  fc.constant(own('email')),
  fc.uuid().map((id) => `${id}@example.org`),
)
const seldom = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

function dates(from: string, to: string): fc.Arbitrary<string> {
  return fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map((date) => date.toISOString())
}
/** What the document does not say: what exists, what is one's own, and what a text means. */
const HINTS: Hints = {
  email: address,
  password: fc.constant(PASSWORD),
  currentPassword: fc.constant(PASSWORD),
  confirmation: fc.constantFrom(own('email'), own('workspaceName')),
  userId: fc.constant(own('userId')),
  token: fc.oneof(fc.constant(own('invitationToken')), fc.base64String({ minLength: 40, maxLength: 44 })),
  code: fc.constantFrom('123456', 'ABCD-EFGH-IJKL'),
  url: fc.webUrl(),
  host: fc.domain(),
  resolver: seldom(fc.domain()),
  serverName: seldom(fc.domain()),
  expression: fc.constantFrom('0 3 * * *', '*/5 * * * 1-5'),
  acceptStatus: fc.constantFrom([{ min: 200, max: 299 }], [{ min: 200, max: 200 }]),
  assertions: seldom(fc.constant([])),
  clientCertificate: seldom(fc.constant(null)),
  intervalSeconds: fc.integer({ min: 60, max: 3600 }),
  timeoutMs: fc.integer({ min: 1000, max: 20_000 }),
  regions: fc.constantFrom([], ['local']),
  status: fc.constantFrom('up', 'down'),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin'),
  rrule: fc.constantFrom(undefined, 'FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=MO,TU'),
  startsAt: dates('2027-01-01', '2027-12-01'),
  durationSeconds: fc.integer({ min: 60, max: 7200 }),
  // Garbage most of the time: usually absent.
  cursor: seldom(fc.string()),
  invitation: seldom(fc.base64String({ minLength: 40, maxLength: 44 })),
  from: dates('2026-11-01', '2026-11-15'),
  to: dates('2026-11-16', '2026-11-30'),
}
const POLICY: Hints = { kind: fc.constant('user'), id: fc.constant(own('userId')) }
const SCHEDULE: Hints = {
  startsAt: fc.constant('2026-01-05T09:00'),
  participants: fc.constant([own('userId')]),
  hours: fc.constantFrom([], [{ days: [1, 7], from: '22:00', to: '06:00' }]),
}
const HINTS_BY_PATH: Readonly<Record<string, Hints>> = {
  '/workspaces/{workspaceId}/monitors': { status: fc.constantFrom('up', 'up,down', 'pending') },
  '/workspaces/{workspaceId}/escalation-policies': POLICY,
  '/workspaces/{workspaceId}/escalation-policies/{policyId}': POLICY,
  '/workspaces/{workspaceId}/on-call-schedules': SCHEDULE,
  '/workspaces/{workspaceId}/on-call-schedules/{scheduleId}': SCHEDULE,
  '/workspaces/{workspaceId}/on-call-schedules/{scheduleId}/overrides': {
    from: dates('2027-01-01', '2027-01-15'),
    to: dates('2027-01-16', '2027-01-30'),
  },
  '/workspaces/{workspaceId}/on-call-contacts/{userId}': { channelId: fc.constantFrom(null, own('channelId')) },
  // Of a monitor that is there it stays what it is.
  '/workspaces/{workspaceId}/monitors/{monitorId}': { kind: seldom(fc.constant('http')) },
}

const malformed = fc.constantFrom(
  '{',
  '[]',
  'null',
  '"x"',
  '{"__proto__":{"a":1}}',
  '['.repeat(5000),
  '\0',
  '{"a":1}{"b":2}',
  '\ufeff{}',
  '{"a":1e99999}',
)
const contentType = fc.oneof(
  { weight: 12, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'application/json; charset=x',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'x',
    ),
  },
)

/** Requests to one route: the right method, the sender's ids or any, a body and a query that fit, nearly fit, or do not. */
export function requestsTo({ method, path, definition }: Route, document: OpenApi): fc.Arbitrary<Request> {
  const { schemas } = document.components
  const making = { schemas, hints: { ...HINTS, ...HINTS_BY_PATH[path.replace(/^\/api\/v1/, '')] } }
  const any = fc.oneof(fc.uuid(), fc.string({ minLength: 1, maxLength: 40 }).map(encodeText))
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const ownId = (name: string) =>
    name === 'monitorId' ? fc.constantFrom(own(name), own('webId')) : fc.constant(own(name))
  const params = fc.tuple(
    ...names.map((name) => fc.oneof({ weight: 7, arbitrary: ownId(name) }, { weight: 1, arbitrary: any })),
  )
  const asked = definition.parameters.filter((parameter) => parameter.in === 'query')
  const query = fc.record(
    Object.fromEntries(asked.map(({ name, schema }) => [name, nearValid(schema, making, name)])),
    { requiredKeys: [] },
  )
  const body = method === 'GET' || method === 'DELETE' ? fc.constant(null) : bodies(definition, making)
  return fc.record({ params, query, body, contentType }).map((made) => ({
    ...made,
    path: names.reduce((filled, name, index) => filled.replace(`{${name}}`, () => made.params[index] ?? ''), path),
  }))
}

function bodies({ requestBody }: Route['definition'], making: Parameters<typeof nearValid>[1]) {
  const schema = requestBody?.content['application/json']?.schema
  const fitting = requestBody
    ? nearValid(schema, making).map((value) => JSON.stringify(value) ?? '')
    : fc.oneof(
        { weight: 4, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: anything.map((value) => JSON.stringify(value) ?? '') },
      )
  return fc.oneof(
    { weight: 12, arbitrary: fitting },
    { weight: 1, arbitrary: malformed },
    { weight: 1, arbitrary: fc.json() },
  )
}

/** Half of a surrogate pair has no place in a URL. */
const encodeText = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
