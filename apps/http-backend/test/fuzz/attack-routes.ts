import { PROBLEMS, problem } from '@mointering/api-contract/http/problem'
import fc from 'fast-check'
import { expect } from 'vitest'
import { RATE_LIMITS, type RateLimitTable } from '../../src/auth/rate-limits.js'
import { startWorld } from '../api-world.js'
import { createJudge, openApiDocument } from '../documented.js'
import { startFakeProber } from '../fake-prober.js'
import { filledIn, type Newcomer, newcomer } from './fuzz-people.js'
import { goalOf, LEFT_OUT, USES_UP } from './goals.js'
import { type Request, type Route, requestsTo, routesOf } from './requests.js'

/** Spread evenly over all routes. A night's run takes more: FUZZ_RUNS=1000000. FUZZ_SEED repeats one; FUZZ_SHOW says what each route answered. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 10_000)
export const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
const PARALLEL = 8
/** Node itself refuses what is longer with 431, before the API sees it. */
const LONGEST_ADDRESS = 14_000
/** Of the requests to a route; what is used up is not made anew for more. */
const SHARE = { renewed: 1 / 15, reached: 1 / 20 } as const
const LOOKS_INSIDE = /node_modules|\n\s+at |Prisma|ZodError|SELECT |\.ts:\d/

/**
 * Sends requests that fit, nearly fit, or do not, to every route of these methods, each by an owner of one of everything. None may make the API fail, show how it
 * is made, or answer what its document does not say; and enough of them must reach what the route does: a generator that has
 * rotted sends nothing but refusals.
 */
export async function attackRoutes(methods: readonly string[]): Promise<void> {
  const env = { GITHUB_CLIENT_ID: 'an id', GITHUB_CLIENT_SECRET: 'a secret' }
  await using world = await startWorld({ rateLimits: withoutLimits(), env, poolSize: 20 })
  await using _prober = await startFakeProber(world.queue, 'local')
  const document = openApiDocument.parse((await world.nobody().request('/api/openapi.json')).body)
  const all = routesOf(document).filter(({ name }) => !(name in LEFT_OUT))
  const judge = createJudge(document)
  const numRuns = Math.ceil(RUNS / all.length)
  const broken: string[] = []
  const unreached: string[] = []

  async function attack(route: Route): Promise<void> {
    let sender = await newcomer(world)
    let renewed = 0
    const seen = new Map<number, number>()
    const property = fc.asyncProperty(requestsTo(route, document), async (request) => {
      const address = addressOf(sender, request)
      fc.pre(address.length < LONGEST_ADDRESS)
      const { status, headers, text, body } = await send(address, sender, route, request)
      seen.set(status, (seen.get(status) ?? 0) + 1)
      const what = `${route.name} ${JSON.stringify(request)} ${status} ${text}`
      expect(status, what).toBeLessThan(500)
      expect(text).not.toMatch(LOOKS_INSIDE)
      if (status >= 400) expect(PROBLEMS).toHaveProperty(problem.parse(body).code)
      expect(judge(route.name, { status, type: headers.get('content-type'), text }), what).toBeNull()
      if (status < 300 && USES_UP.has(route.name) && renewed < numRuns * SHARE.renewed) {
        sender = await newcomer(world)
        renewed++
      }
    })
    const details = await fc.check(property, { numRuns, endOnFailure: true, seed: SEED })
    if (details.failed) broken.push(`${route.name}: ${fc.defaultReportMessage(details)}`)
    const goal = goalOf(route.name, document)
    const answers = [...seen].map(([status, count]) => `${count} x ${status}`).join(', ')
    const line = `${route.name}: ${goal} expected, ${answers}`
    if ((seen.get(goal) ?? 0) < numRuns * SHARE.reached) unreached.push(line)
    if (process.env.FUZZ_SHOW) console.log(line)
  }

  const work = all.filter(({ method }) => methods.includes(method)).map((route) => () => attack(route))
  await inParallel(work, PARALLEL)
  expect(work.length).toBeGreaterThan(10)
  expect(broken, `seed ${SEED}`).toEqual([])
  expect(unreached, `seed ${SEED}`).toEqual([])
}

const withoutLimits = (): Partial<RateLimitTable> =>
  Object.fromEntries(Object.keys(RATE_LIMITS).map((name) => [name, { limit: 1e9, windowMs: 1000 }]))

function addressOf({ has }: Newcomer, { path, query }: Request): string {
  const asked = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, asText(value)]],
    ),
  )
  return `${filledIn(path, has)}?${asked}`
}

function send(address: string, { browser, has }: Newcomer, { method }: Route, { body, contentType }: Request) {
  const csrf = browser.cookies.get('mointering_csrf')
  return browser.request(address, {
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
