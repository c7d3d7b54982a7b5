import { passkeysReply } from '@mointering/api-contract/http/second-factors'
import type { Authenticator } from '@mointering/test-kit/people/authenticator'
import { type Browser, createBrowser } from '@mointering/test-kit/people/browser'
import { createPackedAttestation } from '@mointering/test-kit/people/packed-attestation'
import { ALICE, BOB, CHARLIE } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiWorld, startWorld } from './api-world.js'
import {
  addPasskey,
  asked,
  creationOptions,
  device,
  ORIGIN,
  PASSKEYS,
  prove,
  REAUTHENTICATE,
  register,
  requestOptions,
} from './passkey-steps.js'
import { actionsOf, newcomer, SIGN_IN } from './second-factor-steps.js'

let world: ApiWorld
beforeAll(async () => {
  world = await startWorld({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } })
})
afterAll(() => world[Symbol.asyncDispose]())

const person = (name: string) => ({ email: `${name}@example.org`, password: 'a long enough one', name })
const idsOf = async (browser: Browser) =>
  passkeysReply.parse((await browser.request(PASSKEYS)).body).items.map(({ id }) => id)

describe('adding a passkey', () => {
  it('asks for one that needs no name, a PIN or finger, no attestation, and none that is there already', async () => {
    const { browser, userId } = await newcomer(world, ALICE)
    const phone = device()
    const first = creationOptions.parse(await asked(browser, PASSKEYS))
    expect(first).toMatchObject({
      rp: { id: 'localhost' },
      user: { id: Buffer.from(userId).toString('base64url'), name: ALICE.email },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [],
    })
    const { passkey, recoveryCodes } = await addPasskey(browser, phone, 'Alice’s phone')
    expect(passkey).toMatchObject({ name: 'Alice’s phone', synced: false, lastUsedAt: null })
    expect(recoveryCodes).toHaveLength(10)
    const { excludeCredentials } = creationOptions.parse(await asked(browser, PASSKEYS))
    expect(excludeCredentials.map(({ id }) => id)).toEqual([phone.credentials[0]?.id])
    // Codes come with the first second factor only.
    expect((await addPasskey(browser, device())).recoveryCodes).toBeNull()
    expect(await actionsOf(world, userId)).toContain('passkey.created')
    expect(await world.database.prisma.mail.count({ where: { recipient: ALICE.email } })).toBeGreaterThanOrEqual(2)
  })

  const CHEATS = [
    ['another site’s origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://localhost:9999' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['the type of a sign-in', { type: 'webauthn.get' }],
    ['another challenge', { challenge: 'AAAA' }],
    ['a person who was not verified', { userVerified: false }],
  ] as const
  it.each(CHEATS)('refuses %s', async (what, cheat) => {
    const { browser } = await newcomer(world, person(`add-${CHEATS.findIndex(([name]) => name === what)}`))
    expect((await register(browser, device(), cheat)).body).toMatchObject({ code: 'invalid_input' })
    expect(await idsOf(browser)).toEqual([])
  })

  it('refuses an attestation with certificates, valid as it is: nobody asked for one', async () => {
    const { browser } = await newcomer(world, person('certificates'))
    const attestation = await createPackedAttestation()
    for (const fmt of ['packed', 'fido-u2f', 'tpm', 'apple', 'android-key', 'android-safetynet', 'none', 'x']) {
      const answer = await register(browser, device(), { attestation: { ...attestation, fmt } })
      expect(answer.body, fmt).toMatchObject({ code: 'invalid_input' })
    }
  })

  it('a challenge is good once, for five minutes, in the session that asked', async () => {
    const { browser } = await newcomer(world, person('once'))
    const phone = device()
    const options = creationOptions.parse(await asked(browser, PASSKEYS))
    const json = { name: 'Phone', response: phone.create(options) }
    const held = browser.copy()
    expect((await browser.request(PASSKEYS, { json })).status).toBe(201)
    const again = { name: 'Other', response: phone.create(options) }
    expect((await held.request(PASSKEYS, { json: again })).status).toBe(409)

    const late = creationOptions.parse(await asked(browser, PASSKEYS))
    world.clock.aheadMs += 5 * 60_000 + 1
    expect((await browser.request(PASSKEYS, { json: { name: 'Late', response: phone.create(late) } })).status).toBe(409)

    const { browser: stranger } = await newcomer(world, person('once-stranger'))
    const stolen = creationOptions.parse(await asked(browser, PASSKEYS))
    stranger.cookies.set('mointering_flow', String(browser.cookies.get('mointering_flow')))
    const answer = await stranger.request(PASSKEYS, { json: { name: 'Mine', response: device().create(stolen) } })
    expect(answer.status).toBe(409)
    expect(await idsOf(stranger)).toEqual([])
  })

  it('does not go on after sign-out, in a new session of the same person', async () => {
    const dora = person('signed-out')
    const { browser } = await newcomer(world, dora)
    const options = creationOptions.parse(await asked(browser, PASSKEYS))
    const flow = String(browser.cookies.get('mointering_flow'))
    await browser.request('/api/v1/auth/sign-out', { method: 'POST' })
    await browser.request(SIGN_IN, { json: { email: dora.email, password: dora.password } })
    browser.cookies.set('mointering_flow', flow)
    const answer = await browser.request(PASSKEYS, { json: { name: 'Phone', response: device().create(options) } })
    expect(answer.status).toBe(409)
  })

  it('one that another account has is refused', async () => {
    const { browser: alice } = await newcomer(world, person('has-it'))
    const { browser: mallory } = await newcomer(world, person('copies-it'))
    const phone = device()
    await addPasskey(alice, phone)
    const options = creationOptions.parse(await asked(mallory, PASSKEYS))
    const copied = device()
    const response = copied.create(options)
    // The id within the attested data counts, not the one beside it; a browser sends the same twice.
    const { id } = response
    await world.database.prisma.passkey.updateMany({
      where: { user: { email: 'has-it@example.org' } },
      data: { credentialId: new Uint8Array(Buffer.from(String(id), 'base64url')) },
    })
    const answer = await mallory.request(PASSKEYS, { json: { name: 'Copy', response } })
    expect(answer.body).toMatchObject({ code: 'conflict' })
  })

  it('wants a fresh proof of identity; deleting one too', async () => {
    const { browser } = await newcomer(world, person('stale'))
    const { passkey } = await addPasskey(browser, device())
    world.clock.aheadMs += 10 * 60_000 + 1
    const stale = { code: 'reauthentication_required' }
    expect((await browser.request(`${PASSKEYS}/options`, { method: 'POST' })).body).toMatchObject(stale)
    expect((await browser.request(`${PASSKEYS}/${passkey.id}`, { method: 'DELETE' })).body).toMatchObject(stale)
  })
})

describe('one’s passkeys', () => {
  it('are listed, renamed and deleted by their owner, and are 404 for everybody else', async () => {
    const { browser: bob, userId } = await newcomer(world, BOB)
    const { browser: charlie } = await newcomer(world, CHARLIE)
    const { passkey } = await addPasskey(bob, device())
    const path = `${PASSKEYS}/${passkey.id}`
    expect(await idsOf(charlie)).toEqual([])
    expect((await charlie.request(path, { method: 'PATCH', json: { name: 'x' } })).status).toBe(404)
    expect((await charlie.request(path, { method: 'DELETE' })).status).toBe(404)
    expect((await bob.request(path, { method: 'PATCH', json: { name: 'Evil\r\nBcc: x@y.z' } })).status).toBe(400)
    const renamed = await bob.request(path, { method: 'PATCH', json: { name: 'Laptop' } })
    expect(renamed.body).toMatchObject({ id: passkey.id, name: 'Laptop' })
    expect((await bob.request(path, { method: 'DELETE' })).status).toBe(204)
    expect(await idsOf(bob)).toEqual([])
    expect(await world.database.prisma.recoveryCode.count({ where: { userId } })).toBe(0)
    expect(await actionsOf(world, userId)).toEqual(expect.arrayContaining(['passkey.renamed', 'passkey.deleted']))
  })

  it('the last way to sign in is not deleted, also not when the last two are deleted at once', async () => {
    const { browser, userId } = await newcomer(world, person('no-password'))
    const made = [await addPasskey(browser, device()), await addPasskey(browser, device())]
    await world.database.prisma.user.update({ where: { id: userId }, data: { passwordHash: null } })
    const remove = (id: string) => browser.request(`${PASSKEYS}/${id}`, { method: 'DELETE' })
    const answers = await Promise.all(made.map(({ passkey }) => remove(passkey.id)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409])
    const [last = ''] = await idsOf(browser)
    await world.database.prisma.identity.create({ data: { userId, provider: 'github', subject: '1' } })
    expect((await remove(last)).status).toBe(204)
  })
})

describe('a fresh proof by passkey', () => {
  let browser: Browser
  let phone: Authenticator
  const eva = person('eva')
  beforeAll(async () => {
    browser = (await newcomer(world, eva)).browser
    phone = device()
    await addPasskey(browser, phone)
  })

  it('opens sensitive actions again, at once, for this session alone', async () => {
    const other = world.nobody()
    await prove(other, `${SIGN_IN}/passkey`, phone)
    world.clock.aheadMs += 10 * 60_000 + 1
    const sensitive = (who: Browser) => who.request(`${PASSKEYS}/options`, { method: 'POST' })
    expect((await sensitive(browser)).status).toBe(403)
    const proven = await prove(browser, REAUTHENTICATE, phone)
    expect(proven.status).toBe(200)
    expect(
      Math.abs(Date.parse(String(Object(proven.body).authenticatedAt)) - Date.now() - world.clock.aheadMs),
    ).toBeLessThan(60_000)
    expect((await sensitive(browser)).status).toBe(200)
    expect((await sensitive(other)).status).toBe(403)
  })

  it('is not given by somebody else’s passkey, a replayed answer, or another session’s challenge', async () => {
    const { browser: mallory } = await newcomer(world, person('mallory'))
    const own = device()
    await addPasskey(mallory, own)
    const refused = { code: 'passkey_refused' }

    const options = requestOptions.parse(await asked(browser, REAUTHENTICATE))
    expect(options.allowCredentials?.map(({ id }) => id)).toEqual(phone.credentials.map(({ id }) => id))
    const foreign = own.get({ challenge: options.challenge, rpId: options.rpId })
    expect((await browser.request(REAUTHENTICATE, { json: { response: foreign } })).body).toMatchObject(refused)

    const next = requestOptions.parse(await asked(browser, REAUTHENTICATE))
    const held = browser.copy()
    const json = { response: phone.get(next) }
    expect((await browser.request(REAUTHENTICATE, { json })).status).toBe(200)
    expect((await held.request(REAUTHENTICATE, { json })).body).toMatchObject(refused)

    const other = world.nobody()
    await prove(other, `${SIGN_IN}/passkey`, phone)
    const third = requestOptions.parse(await asked(other, REAUTHENTICATE))
    browser.cookies.set('mointering_flow', String(other.cookies.get('mointering_flow')))
    expect((await browser.request(REAUTHENTICATE, { json: { response: phone.get(third) } })).body).toMatchObject(
      refused,
    )
  })

  it('is not given by the challenge of a sign-in', async () => {
    const options = requestOptions.parse(await asked(browser, `${SIGN_IN}/passkey`))
    const answer = await browser.request(REAUTHENTICATE, { json: { response: phone.get(options) } })
    expect(answer.body).toMatchObject({ code: 'passkey_refused' })
  })
})

describe('where PUBLIC_URL names this machine', () => {
  it('the page’s own origin is believed on any port, when the request came from there', async () => {
    const { browser } = await newcomer(world, person('origin'))
    const phone = device()
    await addPasskey(browser, phone)
    const used = new URL(world.url)
    used.hostname = 'localhost'
    const answerOf = async (baseUrl: string, Origin?: string) => {
      const page = createBrowser(baseUrl)
      const options = requestOptions.parse(await asked(page, `${SIGN_IN}/passkey`))
      const json = { response: phone.get(options, { origin: used.origin }) }
      return page.request(`${SIGN_IN}/passkey`, { json, headers: Origin === undefined ? {} : { Origin } })
    }
    expect((await answerOf(used.origin, used.origin)).status).toBe(200)
    expect((await answerOf(used.origin)).body).toMatchObject({ code: 'passkey_refused' })
    expect((await answerOf(used.origin, ORIGIN)).body).toMatchObject({ code: 'passkey_refused' })
    expect((await answerOf(world.url, used.origin)).body).toMatchObject({ code: 'csrf_failed' })
    expect((await answerOf(used.origin, 'http://evil.example')).body).toMatchObject({ code: 'csrf_failed' })
  })
})
