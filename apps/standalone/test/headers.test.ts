import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningMointering, startMointering, startScript, temporaryFolder } from './support/running-mointering.js'

const folder = temporaryFolder()
let mointering: RunningMointering
beforeAll(async () => {
  mointering = await startMointering(startScript(), folder.path)
}, 600_000)
afterAll(async () => {
  await mointering[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${mointering.url}${path}`, { redirect: 'manual', headers })

/** A file of the build, as the page of the sign-in names it. */
async function scriptOfPage(): Promise<string> {
  const page = await (await get('/sign-up')).text()
  const path = /\/_next\/static\/[^"\\]+\.js/.exec(page)?.[0]
  if (path === undefined) throw new Error('The page has no script')
  return path
}

const KINDS: readonly [string, () => Promise<string> | string, number][] = [
  ['a page', () => '/sign-up', 200],
  ['a page that sends away', () => '/monitors', 307],
  ['a page that is not there', () => '/no/such/page', 404],
  ['a script', scriptOfPage, 200],
  ['a script that is not there', () => '/_next/static/none.js', 404],
  ['the icon', () => '/icon.svg', 200],
  ['an answer of the API', () => '/api/health/live', 200],
  ['a refusal of the API', () => '/api/v1/workspaces', 401],
  ['an address that the API does not have', () => '/api/none', 404],
  ['the reference', () => '/api/docs', 200],
  ['the description of the API', () => '/api/openapi.json', 200],
]

test.each(KINDS)(
  '%s is what it says it is, is in nobody’s frame, and tells nothing of what made it',
  async (_kind, path, status) => {
    const answer = await get(await path())
    expect(answer.status).toBe(status)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('referrer-policy')).toMatch(/^(no-referrer|strict-origin-when-cross-origin)$/)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("frame-ancestors 'none'")
    const scripts = policy.split(';').find((directive) => directive.trim().startsWith('script-src')) ?? ''
    expect(scripts).not.toContain('unsafe-inline')
    expect(answer.headers.get('x-powered-by')).toBeNull()
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    await answer.body?.cancel()
  },
)

test.each(KINDS.filter(([, path]) => !String(path).includes('/api')))(
  '%s that came over https is never asked for over http again',
  async (_kind, path) => {
    const over = async (proto: string) =>
      (await get(await path(), { 'x-forwarded-proto': proto })).headers.get('strict-transport-security')
    expect(await over('https')).toMatch(/^max-age=31536000; includeSubDomains$/)
    expect(await over('http')).toBeNull()
  },
)

test('one who asks drop by drop is cut off, while others are served', { timeout: 60_000 }, async () => {
  const socket = connect(Number(new URL(mointering.url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write('GET /sign-up HTTP/1.1\r\nHost: localhost\r\n')
  const drops = setInterval(() => socket.write('X: y\r\n'), 500)
  socket.on('error', () => undefined) // writing to the closed connection
  const heard = await text(socket).finally(() => clearInterval(drops))
  expect(heard).toMatch(/^HTTP\/1\.1 408 /)
  expect((await get('/sign-up')).status).toBe(200)
})

test('headers without end are refused', async () => {
  const socket = connect(Number(new URL(mointering.url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.on('error', () => undefined)
  socket.write(`GET /sign-up HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`)
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 431 /)
})
