import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createLogger } from '@mointering/backend-common/log/logger'
import { createInProcessQueue } from '@mointering/backend-common/queue/in-process-queue'
import { type MailSink, startMailSink } from '@mointering/test-kit/mail/mail-sink'
import { type Browser, createBrowser } from '@mointering/test-kit/people/browser'
import { ALICE } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiConfig } from '../src/api-config.js'
import { listen } from '../src/listen.js'
import { startApi } from '../src/start-api.js'
import { type ApiWorld, startWorld } from './api-world.js'

const REFRESH = '/api/v1/auth/refresh'
const SESSION = '/api/v1/auth/session'
const FIREFOX = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0' }
const log = createLogger({ name: 'test', level: 'silent' })

let world: ApiWorld
beforeAll(async () => {
  world = await startWorld()
  await world.signUp(ALICE)
})
afterAll(() => world[Symbol.asyncDispose]())

/** As if all tokens had been used that much earlier: their age is told by the database's clock. */
const later = (ms: number) =>
  world.database.pool.query(`update refresh_token set used_at = used_at - $1 * interval '1 ms'`, [ms])

const signIn = async (browser: Browser) => {
  await browser.request('/api/v1/auth/sign-in', { json: { email: ALICE.email, password: ALICE.password } })
  return browser
}
const refresh = async (browser: Browser, headers: Record<string, string> = {}) =>
  (await browser.request(REFRESH, { method: 'POST', headers })).status

/** Another process of the API on the same database. */
async function startAnother(options: { env?: Record<string, string>; aheadMs?: number }) {
  const cache = createInProcessCache()
  const queue = createInProcessQueue({ log })
  const config = apiConfig.parse({ ENCRYPTION_KEY: 'ab'.repeat(32), ...options.env })
  const now = () => Date.now() + (options.aheadMs ?? 0)
  const api = await startApi({ config, queue, cache: world.cache, database: world.database, log, now })
  const server = await listen(api.handler, { port: 0, host: '127.0.0.1', onClosing: api.endStreams })
  return {
    browser: (cookies?: Map<string, string>) => createBrowser(`http://127.0.0.1:${server.port}`, cookies),
    async [Symbol.asyncDispose]() {
      for (const part of [server, api, queue, cache]) await part[Symbol.asyncDispose]()
    },
  }
}

describe.each(['http://localhost:3000', 'https://mointering.example'])('at %s', (publicUrl) => {
  let sink: MailSink
  beforeAll(async () => {
    sink = await startMailSink()
  })
  afterAll(() => sink[Symbol.asyncDispose]())

  it('ten thieves at once are one theft: its person is told once, by mail and in the activity', async () => {
    await using other = await startAnother({ env: { SMTP_URL: sink.url, PUBLIC_URL: publicUrl } })
    const owner = await signIn(other.browser())
    const sessionId = String(owner.cookies.get(cookie('refresh'))).split('.')[0] ?? ''
    const thieves = Array.from({ length: 10 }, () => owner.copy())
    expect(await refresh(owner)).toBe(200)
    await later(10_500)
    expect(await Promise.all(thieves.map((thief) => refresh(thief, FIREFOX)))).toEqual(Array(10).fill(401))
    expect((await owner.request(SESSION)).status).toBe(401)
    expect(await refresh(owner)).toBe(401)

    const mail = await sink.waitForMail({ to: ALICE.email })
    expect(mail.text).toContain('Firefox on Linux')
    expect(mail.text).toContain(`${publicUrl}/account/security`)
    const { prisma } = world.database
    const { id } = await prisma.user.findUniqueOrThrow({ where: { email: ALICE.email } })
    const told = await prisma.auditEntry.findMany({ where: { action: 'session.stolen', objectId: sessionId } })
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({
      userId: id,
      workspaceId: null,
      actorKind: 'system',
      objectName: 'Firefox on Linux',
    })
    expect(await prisma.session.findUnique({ where: { id: sessionId } })).toMatchObject({ revokedReason: 'reuse' })
    expect(await prisma.mail.count({ where: { sentAt: null } })).toBe(0)
    expect(sink.mails()).toHaveLength(1)
  })

  const cookie = (name: string) => `${publicUrl.startsWith('https') ? '__Host-' : ''}mointering_${name}`
})

it('a token stolen within the grace begins no chain of its own: whoever comes second ends the session for both', async () => {
  for (const thiefFirst of [true, false]) {
    const owner = await signIn(world.nobody())
    const thief = owner.copy()
    expect(await Promise.all([refresh(owner), refresh(thief)])).toEqual([200, 200]) // the grace: each has a successor
    await later(60_000)
    const [first, second] = thiefFirst ? [thief, owner] : [owner, thief]
    expect(await refresh(first)).toBe(200)
    await later(60_000)
    expect(await refresh(second)).toBe(401)
    expect((await first.request(SESSION)).status).toBe(401)
    expect(await refresh(first)).toBe(401)
  }
})

it.each([60_000, -60_000])(
  'a process whose clock is %i ms off throws nobody out, and lets nobody in',
  async (aheadMs) => {
    await using off = await startAnother({ aheadMs })
    const here = await signIn(world.nobody())
    const there = off.browser(here.cookies) // one browser, two processes
    expect((await there.request(SESSION)).status).toBe(200)
    // Two tabs refresh with the same token, one here and one there.
    const [tabHere, tabThere] = [here.copy(), off.browser(new Map(here.cookies))]
    expect(await refresh(tabThere)).toBe(200)
    expect(await refresh(tabHere)).toBe(200)
    expect((await tabHere.request(SESSION)).status).toBe(200)
    expect((await off.browser(new Map(tabHere.cookies)).request(SESSION)).status).toBe(200)
    await later(11_000)
    expect(await refresh(off.browser(new Map(here.cookies)))).toBe(401)
    expect((await tabHere.request(SESSION)).status).toBe(401)
  },
)
