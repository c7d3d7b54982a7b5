import { sessionReply } from '@mointering/api-contract/http/accounts'
import { createScope } from '@mointering/backend-common/lifecycle/scope'
import { createLogger } from '@mointering/backend-common/log/logger'
import { startMailSink } from '@mointering/test-kit/mail/mail-sink'
import { type Browser, createBrowser } from '@mointering/test-kit/people/browser'
import { ALICE } from '@mointering/test-kit/people/people'
import { expect, it } from 'vitest'
import { apiConfig } from '../src/api-config.js'
import { listen } from '../src/listen.js'
import { rotateSecrets } from '../src/secrets/rotate-secrets.js'
import { startApi } from '../src/start-api.js'
import { type ApiWorld, startWorld } from './api-world.js'
import { addTotp, newcomer, nextCodeOf, SESSION, SIGN_IN } from './second-factor-steps.js'

const [OLD, NEW] = ['ab'.repeat(32), 'cd'.repeat(32)]
const log = createLogger({ name: 'test', level: 'silent' })

/** The API once more on the same database, started with other keys; `as` opens it with the cookies of a browser. */
async function restarted({ database, queue, cache, clock }: ApiWorld, env: Record<string, string>) {
  const scope = createScope()
  const config = apiConfig.parse(env)
  const api = scope.add(await startApi({ config, queue, cache, database, log, now: () => Date.now() + clock.aheadMs }))
  const { port } = scope.add(await listen(api.handler, { port: 0, host: '127.0.0.1', onClosing: api.endStreams }))
  return {
    as: ({ cookies }: Browser) => createBrowser(`http://127.0.0.1:${port}`, cookies),
    [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose](),
  }
}

/** Its mail waits for a server. */
async function addTotpWhileMailIsAway(world: ApiWorld, browser: Browser): Promise<string> {
  await using api = await restarted(world, { ENCRYPTION_KEY: OLD, SMTP_URL: 'smtp://127.0.0.1:9' })
  return (await addTotp(world, api.as(browser))).secret
}

it('nobody notices a change of the key: sessions, open pages, known devices, authenticator apps and waiting mails go on', async () => {
  await using sink = await startMailSink()
  await using world = await startWorld({ env: { ENCRYPTION_KEY: OLD } })
  const { browser } = await newcomer(world, ALICE)
  const secret = await addTotpWhileMailIsAway(world, browser)
  const device = browser.cookies.get('mointering_device')
  const csrf = { 'x-csrf-token': browser.cookies.get('mointering_csrf') ?? '' }
  const rename = (at: Browser, headers: Record<string, string>) =>
    at.request('/api/v1/account', { method: 'PATCH', json: { name: 'Ada' }, headers })

  {
    await using both = await restarted(world, { ENCRYPTION_KEY: NEW, PREVIOUS_ENCRYPTION_KEYS: OLD })
    const page = both.as(browser)
    expect((await page.request(SESSION)).status).toBe(200)
    expect((await rename(page, csrf)).status).toBe(200)
    expect((await page.request('/api/v1/auth/refresh', { method: 'POST' })).status).toBe(200)
    const again = both.as(browser.copy())
    await again.request(SIGN_IN, { json: { email: ALICE.email, password: ALICE.password } })
    const entered = await again.request(`${SIGN_IN}/totp`, { json: { code: nextCodeOf(world, secret) } })
    expect(sessionReply.parse(entered.body).user.email).toBe(ALICE.email)
    // The device is the same one still, under the new key.
    expect(again.cookies.get('mointering_device')?.split('.')).toHaveLength(2)
    expect(again.cookies.get('mointering_device')?.split('.')[0]).toBe(device?.split('.')[0])
    browser.cookies.clear()
    for (const [name, value] of again.cookies) browser.cookies.set(name, value)
  }

  const keys = apiConfig.parse({ ENCRYPTION_KEY: NEW, PREVIOUS_ENCRYPTION_KEYS: OLD })
  const done = await rotateSecrets(world.database.pool, keys)
  expect([done.totp, done.mail]).toEqual([
    { done: 1, unopened: [] },
    { done: 1, unopened: [] },
  ])

  await world.database.prisma.mail.updateMany({ data: { nextAttemptAt: new Date(0) } })
  await using alone = await restarted(world, { ENCRYPTION_KEY: NEW, SMTP_URL: sink.url })
  const page = alone.as(browser)
  expect((await page.request(SESSION)).status).toBe(200)
  expect((await rename(page, {})).status).toBe(200)
  expect((await page.request('/api/v1/auth/refresh', { method: 'POST' })).status).toBe(200)
  await page.request(SIGN_IN, { json: { email: ALICE.email, password: ALICE.password } })
  const entered = await page.request(`${SIGN_IN}/totp`, { json: { code: nextCodeOf(world, secret) } })
  expect(entered.status).toBe(200)
  const mail = await sink.waitForMail({ to: ALICE.email })
  expect(mail.text).toContain('authenticator app')
})

it('without the previous key the session goes on by its refresh token, and the page by a new CSRF token', async () => {
  await using world = await startWorld({ env: { ENCRYPTION_KEY: OLD } })
  const { browser } = await world.signUp(ALICE)
  await using other = await restarted(world, { ENCRYPTION_KEY: NEW })
  const page = other.as(browser)
  expect((await page.request(SESSION)).status).toBe(401)
  const renewed = await page.request('/api/v1/auth/refresh', { method: 'POST' })
  expect(renewed.status, renewed.text).toBe(200)
  expect((await page.request('/api/v1/account', { method: 'PATCH', json: { name: 'Ada' } })).status).toBe(200)
})
