import { PROBLEMS, problem } from '@mointering/api-contract/http/problem'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { RATE_LIMITS, type RateLimitTable } from '../../src/auth/rate-limits.js'
import { type ApiWorld, startWorld } from '../api-world.js'
import { createJudge, type OpenApi, openApiDocument } from '../documented.js'
import { type FakeProber, startFakeProber } from '../fake-prober.js'
import { filledIn, type Newcomer, newcomer } from './fuzz-people.js'
import { goalOf, USES_UP } from './goals.js'
import { type Request, type Route, requestsTo, routesOf } from './requests.js'

/** Spread evenly over all routes. A night's run takes more: FUZZ_RUNS=1000000. FUZZ_SEED repeats one. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 10_000)
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
const PARALLEL = 8
/** It never ends by itself; hostile-streams.test.ts is about it. */
const LEFT_OUT = new Set(['GET /api/v1/workspaces/{workspaceId}/events'])
const LOOKS_INSIDE = /node_modules|\n\s+at |Prisma|ZodError|SELECT |\.ts:\d/

let world: ApiWorld
let prober: FakeProber
let document: OpenApi
beforeAll(async () => {
  const env = { GITHUB_CLIENT_ID: 'an id', GITHUB_CLIENT_SECRET: 'a secret' }
  world = await startWorld({ rateLimits: withoutLimits(), env })
  prober = await startFakeProber(world.queue, 'local')
  document = openApiDocument.parse((await world.nobody().request('/api/openapi.json')).body)
})
afterAll(async () => {
  await prober[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

const withoutLimits = (): Partial<RateLimitTable> =>
  Object.fromEntries(Object.keys(RATE_LIMITS).map((name) => [name, { limit: 1e9, windowMs: 1000 }]))

it(`nothing that can be sent to any route makes the API fail, show how it is made, or answer what is not documented (seed ${SEED})`, {
  timeout: 1_800_000,
}, async () => {
  const routes = routesOf(document).filter(({ name }) => !LEFT_OUT.has(name))
  const judge = createJudge(document)
  const numRuns = Math.ceil(RUNS / routes.length)
  const unreached: Record<string, string> = {}
  const broken: string[] = []

  async function attack(route: Route): Promise<void> {
    let sender = await newcomer(world)
    let renewed = 0
    const seen = new Map<number, number>()
    const property = fc.asyncProperty(requestsTo(route, document), async (request) => {
      const { status, headers, text, body } = await send(sender, route, request)
      seen.set(status, (seen.get(status) ?? 0) + 1)
      const what = `${route.name} ${JSON.stringify(request)} ${status} ${text}`
      expect(status, what).toBeLessThan(500)
      expect(text).not.toMatch(LOOKS_INSIDE)
      if (status >= 400) expect(PROBLEMS).toHaveProperty(problem.parse(body).code)
      expect(judge(route.name, { status, type: headers.get('content-type'), text }), what).toBeNull()
      if (status < 300 && USES_UP.has(route.name) && renewed < numRuns / 15) {
        sender = await newcomer(world)
        renewed++
      }
    })
    const details = await fc.check(property, { numRuns, endOnFailure: true, seed: SEED })
    if (details.failed) broken.push(`${route.name}: ${fc.defaultReportMessage(details)}`)
    const goal = goalOf(route.name, document)
    const share = (seen.get(goal) ?? 0) / numRuns
    const all = [...seen].map(([status, count]) => `${count} x ${status}`).join(', ')
    if (share < 0.05) unreached[route.name] = `${goal} expected; ${all}`
    if (process.env.FUZZ_SHOW) console.log(`${route.name}: ${goal} in ${Math.round(100 * share)} % (${all})`)
  }

  await inParallel(
    routes.map((route) => () => attack(route)),
    PARALLEL,
  )
  expect(broken).toEqual([])
  // Each route was reached behind the validation, too: a generator that has rotted sends nothing but refusals.
  expect(unreached).toEqual({})
})

function send({ browser, has }: Newcomer, { method }: Route, { path, query, body, contentType }: Request) {
  const asked = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, asText(value)]],
    ),
  )
  const csrf = browser.cookies.get('mointering_csrf')
  return browser.request(`${filledIn(path, has)}?${asked}`, {
    method,
    redirect: 'manual',
    headers: { ...(csrf ? { 'x-csrf-token': csrf } : {}), ...(body === null ? {} : { 'content-type': contentType }) },
    ...(body === null ? {} : { raw: filledIn(body, has) }),
  })
}

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
