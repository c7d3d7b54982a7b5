import { sessionReply } from '@mointering/api-contract/http/accounts'
import type { Authenticator, Cheat } from '@mointering/test-kit/people/authenticator'
import type { Browser } from '@mointering/test-kit/people/browser'
import { ALICE, BOB } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiWorld, startWorld } from './api-world.js'
import { addPasskey, asked, BY_PASSKEY, device, prove, requestOptions } from './passkey-steps.js'
import { actionsOf, addTotp, halfSignedIn, newcomer, nextCodeOf, SESSION, SIGN_IN } from './second-factor-steps.js'

let world: ApiWorld
let aliceId: string
let secret: string
let phone: Authenticator
let bobsPhone: Authenticator
beforeAll(async () => {
  world = await startWorld()
  const alice = await newcomer(world, ALICE)
  aliceId = alice.userId
  phone = device()
  bobsPhone = device()
  await addPasskey(alice.browser, phone)
  secret = (await addTotp(world, alice.browser)).secret
  await addPasskey((await newcomer(world, BOB)).browser, bobsPhone)
})
afterAll(() => world[Symbol.asyncDispose]())

const REFUSED = { status: 401, body: { code: 'passkey_refused' } }
const emailOf = (body: unknown) => sessionReply.parse(body).user.email
/** Everything of an answer that could tell two refusals apart. */
const plain = ({ status, body }: { status: number; body: unknown }) => ({ status, ...Object(body), requestId: '' })

describe('signing in with a passkey alone', () => {
  it('is both factors at once, for whoever’s passkey it is', async () => {
    const browser = world.nobody()
    const options = requestOptions.parse(await asked(browser, BY_PASSKEY))
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required' })
    expect(options.allowCredentials ?? []).toEqual([])
    const answer = await browser.request(BY_PASSKEY, { json: { response: phone.get(options) } })
    expect(emailOf(answer.body)).toBe(ALICE.email)
    expect(browser.cookies.has('mointering_flow')).toBe(false)
    expect((await browser.request(SESSION)).status).toBe(200)
    expect(emailOf((await prove(world.nobody(), BY_PASSKEY, bobsPhone)).body)).toBe(BOB.email)
    expect(await actionsOf(world, aliceId)).toContain('account.signed_in')
    const used = await world.database.prisma.passkey.findFirstOrThrow({ where: { userId: aliceId } })
    expect(used.lastUsedAt).not.toBeNull()
    const where = { userId: aliceId }
    const session = await world.database.prisma.session.findFirstOrThrow({ where, orderBy: { createdAt: 'desc' } })
    expect(session.method).toBe('passkey')
  })

  const CHEATS: [string, Cheat][] = [
    ['another site’s origin', { origin: 'https://evil.example' }],
    ['our name on another scheme', { origin: 'https://localhost:3000' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['the type of a registration', { type: 'webauthn.create' }],
    ['another challenge', { challenge: 'AAAA' }],
    ['a person who was not verified', { userVerified: false }],
    ['a counter that did not grow', { counter: 1 }],
    ['no user handle', { userHandle: null }],
    ['somebody else’s user handle', { userHandle: Buffer.from('somebody').toString('base64url') }],
  ]
  it.each(CHEATS)('refuses %s, and gives no cookies', async (_what, cheat) => {
    const browser = world.nobody()
    expect(await prove(browser, BY_PASSKEY, phone, cheat)).toMatchObject(REFUSED)
    expect(browser.cookies.has('mointering_access')).toBe(false)
  })

  it('refuses a changed signature, changed data, and another key behind the same id', async () => {
    const tampered = async (change: (response: Record<string, unknown>) => Record<string, unknown>) => {
      const browser = world.nobody()
      const options = requestOptions.parse(await asked(browser, BY_PASSKEY))
      const honest = phone.get(options)
      return browser.request(BY_PASSKEY, {
        json: { response: { ...honest, response: change(Object(honest.response)) } },
      })
    }
    const flip = (text: unknown, at: number) => {
      const bytes = Buffer.from(String(text), 'base64url')
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
      return bytes.toString('base64url')
    }
    for (const at of [8, 20, 40]) {
      const answer = await tampered((honest) => ({ ...honest, signature: flip(honest.signature, at) }))
      expect(answer, `byte ${at}`).toMatchObject(REFUSED)
    }
    // The highest byte of the counter: it only grows by that.
    expect(
      await tampered((honest) => ({ ...honest, authenticatorData: flip(honest.authenticatorData, 33) })),
    ).toMatchObject(REFUSED)
    expect(await tampered((honest) => ({ ...honest, signature: 'AAAA' }))).toMatchObject(REFUSED)
    expect(await tampered((honest) => ({ ...honest, clientDataJSON: 'bm90IGpzb24' }))).toMatchObject(REFUSED)
    const browser = world.nobody()
    const options = requestOptions.parse(await asked(browser, BY_PASSKEY))
    const foreign = bobsPhone.get(options)
    const id = phone.credentials[0]?.id
    const response = { ...foreign, id, rawId: id }
    expect(await browser.request(BY_PASSKEY, { json: { response } })).toMatchObject(REFUSED)
  })

  it('answers for an unknown passkey as for a wrong signature', async () => {
    const stranger = device()
    stranger.create({ challenge: 'AAAA', rp: { id: 'localhost' }, user: { id: 'AAAA' } })
    const unknown = await prove(world.nobody(), BY_PASSKEY, stranger)
    const wrong = await prove(world.nobody(), BY_PASSKEY, phone, { challenge: 'AAAA' })
    const never = await world
      .nobody()
      .request(BY_PASSKEY, { json: { response: phone.get({ challenge: 'AAAA', rpId: 'localhost' }) } })
    expect(plain(unknown)).toEqual(plain(wrong))
    expect(plain(never)).toEqual(plain(wrong))
  })

  it('an answer is good once, in the browser that asked, for five minutes', async () => {
    const browser = world.nobody()
    const options = requestOptions.parse(await asked(browser, BY_PASSKEY))
    const json = { response: phone.get(options) }
    const thief = world.nobody()
    await asked(thief, BY_PASSKEY)
    expect(await thief.request(BY_PASSKEY, { json })).toMatchObject(REFUSED)
    const copies = [browser.copy(), browser.copy(), browser.copy()]
    const answers = await Promise.all(copies.map((copy) => copy.request(BY_PASSKEY, { json })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401])
    expect(await browser.request(BY_PASSKEY, { json })).toMatchObject(REFUSED)

    const late = requestOptions.parse(await asked(browser, BY_PASSKEY))
    world.clock.aheadMs += 5 * 60_000 + 1
    expect(await browser.request(BY_PASSKEY, { json: { response: phone.get(late) } })).toMatchObject(REFUSED)
  })

  it('a challenge is used up by a wrong answer too', async () => {
    const browser = world.nobody()
    const options = requestOptions.parse(await asked(browser, BY_PASSKEY))
    const held = browser.copy()
    const wrong = phone.get(options, { userVerified: false })
    expect(await browser.request(BY_PASSKEY, { json: { response: wrong } })).toMatchObject(REFUSED)
    expect(await held.request(BY_PASSKEY, { json: { response: phone.get(options) } })).toMatchObject(REFUSED)
  })

  it('what no browser would send is a 400, never a 5xx', async () => {
    const good = { id: 'AAAA', rawId: 'AAAA', type: 'public-key' }
    const inner = { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' }
    const bad = [
      {},
      good,
      { ...good, response: inner, type: 'password' },
      { ...good, response: { ...inner, signature: 7 } },
    ]
    for (const response of bad)
      expect((await world.nobody().request(BY_PASSKEY, { json: { response } })).status).toBe(400)
    const id = 'A'.repeat(1365)
    const long = { ...good, id, rawId: id, response: inner }
    expect((await world.nobody().request(BY_PASSKEY, { json: { response: long } })).status).toBe(400)
  })
})

describe('a passkey after the password', () => {
  it('is asked for from this account’s alone, and finishes the sign-in', async () => {
    const browser = await halfSignedIn(world, ALICE)
    const options = requestOptions.parse(await asked(browser, BY_PASSKEY))
    expect(options.allowCredentials?.map(({ id }) => id)).toEqual(phone.credentials.map(({ id }) => id))
    const answer = await browser.request(BY_PASSKEY, { json: { response: phone.get(options) } })
    expect(emailOf(answer.body)).toBe(ALICE.email)
    const session = await world.database.prisma.session.findFirstOrThrow({
      where: { userId: aliceId },
      orderBy: { createdAt: 'desc' },
    })
    expect(session.method).toBe('password')
  })

  it('somebody else’s passkey finishes neither their sign-in nor this one', async () => {
    const browser = await halfSignedIn(world, ALICE)
    const { challenge, rpId } = requestOptions.parse(await asked(browser, BY_PASSKEY))
    const answer = await browser.request(BY_PASSKEY, { json: { response: bobsPhone.get({ challenge, rpId }) } })
    expect(answer).toMatchObject(REFUSED)
    expect((await browser.request(SESSION)).status).toBe(401)
  })

  it('a challenge is good once, and five wrong answers end the sign-in', async () => {
    const browser = await halfSignedIn(world, ALICE)
    const options = requestOptions.parse(await asked(browser, BY_PASSKEY))
    const wrong = { response: phone.get(options, { userVerified: false }) }
    expect(await browser.request(BY_PASSKEY, { json: wrong })).toMatchObject(REFUSED)
    expect(await browser.request(BY_PASSKEY, { json: { response: phone.get(options) } })).toMatchObject(REFUSED)
    for (let n = 0; n < 3; n++) expect(await browser.request(BY_PASSKEY, { json: wrong })).toMatchObject(REFUSED)
    expect((await browser.request(BY_PASSKEY, { json: wrong })).body).toMatchObject({ code: 'not_signed_in' })
    const late = await browser.request(`${SIGN_IN}/totp`, { json: { code: nextCodeOf(world, secret) } })
    expect(late.body).toMatchObject({ code: 'not_signed_in' })
  })

  it('its challenge is over after five minutes, while the sign-in goes on', async () => {
    const browser = await halfSignedIn(world, ALICE)
    const options = requestOptions.parse(await asked(browser, BY_PASSKEY))
    world.clock.aheadMs += 5 * 60_000 + 1
    expect(await browser.request(BY_PASSKEY, { json: { response: phone.get(options) } })).toMatchObject(REFUSED)
    const answer = await browser.request(`${SIGN_IN}/totp`, { json: { code: nextCodeOf(world, secret) } })
    expect(emailOf(answer.body)).toBe(ALICE.email)
  })

  it('of several answers at once one gets a session', async () => {
    const browser = await halfSignedIn(world, ALICE)
    const options = requestOptions.parse(await asked(browser, BY_PASSKEY))
    const json = { response: phone.get(options) }
    const copies: Browser[] = [browser.copy(), browser.copy(), browser.copy()]
    const answers = await Promise.all(copies.map((copy) => copy.request(BY_PASSKEY, { json })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401])
  })

  it('whoever starts over may be somebody else', async () => {
    const browser = await halfSignedIn(world, ALICE)
    const options = requestOptions.parse(await asked(browser, BY_PASSKEY, { startOver: true }))
    expect(options.allowCredentials ?? []).toEqual([])
    const answer = await browser.request(BY_PASSKEY, { json: { response: bobsPhone.get(options) } })
    expect(emailOf(answer.body)).toBe(BOB.email)
  })
})
