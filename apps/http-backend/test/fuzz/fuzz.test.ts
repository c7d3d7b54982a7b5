import { PROBLEMS, problem } from '@mointering/api-contract/http/problem'
import { monitor } from '@mointering/api-contract/monitors/monitor'
import type { Browser } from '@mointering/test-kit/people/browser'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { RATE_LIMITS, type RateLimitTable } from '../../src/auth/rate-limits.js'
import { type ApiWorld, startWorld } from '../api-world.js'
import { type OpenApi, openApiDocument } from '../documented.js'
import { nearValid } from './near-valid.js'

/** Spread evenly over all routes. A night's run takes more: FUZZ_RUNS=1000000. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 10_000)
const PARALLEL = 8
/** They never end by themselves, or end what the next requests need. */
const LEFT_OUT = new Set(['GET /api/v1/workspaces/{workspaceId}/events'])
const LOOKS_INSIDE = /node_modules|\n\s+at |Prisma|ZodError|SELECT |\.ts:\d/

const schemaOf = z.looseObject({ schema: z.unknown() })
const operation = z.looseObject({
  parameters: z.array(z.looseObject({ in: z.string(), name: z.string(), schema: z.unknown() })).default([]),
  requestBody: z.object({ content: z.record(z.string(), schemaOf) }).optional(),
})

let world: ApiWorld
let document: OpenApi
beforeAll(async () => {
  world = await startWorld({ rateLimits: withoutLimits() })
  document = openApiDocument.parse((await world.nobody().request('/api/openapi.json')).body)
})
afterAll(() => world[Symbol.asyncDispose]())

const withoutLimits = (): Partial<RateLimitTable> =>
  Object.fromEntries(Object.keys(RATE_LIMITS).map((name) => [name, { limit: 1e9, windowMs: 1000 }]))

/** Somebody new for each route, who may break what is theirs: a workspace with a monitor. */
async function newcomer(number: number): Promise<{ browser: Browser; ids: Record<string, string> }> {
  const person = { email: `fuzz${number}@example.org`, password: 'correct horse battery', name: `Fuzz ${number}` }
  const { browser, workspaceId } = await world.signUp(person)
  const json = { kind: 'heartbeat', name: 'b', schedule: { type: 'interval', periodSeconds: 60 } }
  const made = await browser.request(`/api/v1/workspaces/${workspaceId}/monitors`, { json })
  return { browser, ids: { workspaceId, monitorId: monitor.parse(made.body).id } }
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
  { weight: 9, arbitrary: fc.constant('application/json') },
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

/** Requests to one route: the right method, its own ids or any, a body and a query that nearly fit. */
function requestsTo(path: string, definition: z.infer<typeof operation>, ids: Record<string, string>) {
  const { schemas } = document.components
  const own = (name: string) => fc.constant(ids[name] ?? '11111111-1111-4111-8111-111111111111')
  const any = fc.oneof(fc.uuid(), fc.string({ minLength: 1, maxLength: 40 }).map(encodeURIComponent))
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const params = fc.tuple(
    ...names.map((name) => fc.oneof({ weight: 5, arbitrary: own(name) }, { weight: 1, arbitrary: any })),
  )
  const asked = definition.parameters.filter((parameter) => parameter.in === 'query')
  const query = fc.record(Object.fromEntries(asked.map(({ name, schema }) => [name, nearValid(schema, schemas)])), {
    requiredKeys: [],
  })
  const json = definition.requestBody?.content['application/json']?.schema
  const fitting = nearValid(json, schemas).map((value) => JSON.stringify(value) ?? '')
  const body = fc.oneof(
    { weight: 7, arbitrary: fitting },
    { weight: 1, arbitrary: malformed },
    { weight: 1, arbitrary: fc.json() },
  )
  return fc.record({ params, query, body, contentType }).map((made) => ({
    ...made,
    path: names.reduce((filled, name, index) => filled.replace(`{${name}}`, made.params[index] ?? ''), path),
  }))
}

it('nothing that can be sent to any route makes the API fail or show how it is made', {
  timeout: 600_000,
}, async () => {
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, known]) => ({
      path,
      method: method.toUpperCase(),
      definition: operation.parse(known),
    })),
  )
  const open = routes.filter(({ method, path }) => !LEFT_OUT.has(`${method} ${path}`))
  const numRuns = Math.ceil(RUNS / open.length)
  let sent = 0
  const seen = new Map<number, number>()

  const work = open.map(({ path, method, definition }, number) => async () => {
    const { browser, ids } = await newcomer(number)
    await fc.assert(
      fc.asyncProperty(requestsTo(path, definition, ids), async (made) => {
        const query = new URLSearchParams(
          Object.entries(made.query).map(([name, value]): [string, string] => [name, asText(value)]),
        )
        const raw = method === 'GET' || method === 'DELETE' ? '' : made.body
        const answer = await browser.request(`${made.path}?${query}`, {
          method,
          ...(raw === '' ? {} : { raw, headers: { 'content-type': made.contentType } }),
        })
        sent++
        seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1)
        expect(answer.status, `${method} ${made.path} ${answer.text}`).toBeLessThan(500)
        expect(answer.text).not.toMatch(LOOKS_INSIDE)
        if (answer.status >= 400) expect(PROBLEMS).toHaveProperty(problem.parse(answer.body).code)
      }),
      { numRuns, endOnFailure: true },
    )
  })
  await inParallel(work, PARALLEL)
  expect(sent).toBeGreaterThanOrEqual(RUNS)
  // It reached behind the validation, too.
  expect((seen.get(200) ?? 0) + (seen.get(201) ?? 0) + (seen.get(204) ?? 0)).toBeGreaterThan(RUNS / 10)
})

/** A text as it is, anything else as JSON: a query holds texts only. */
const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

async function inParallel(work: (() => Promise<void>)[], lanes: number): Promise<void> {
  const left = [...work]
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let next = left.pop(); next; next = left.pop()) await next()
    }),
  )
}
