import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ACCOUNT,
  FORGOT,
  lastTokenTo,
  type MailWorld,
  RESET,
  SIGN_UP,
  signIn,
  startMailWorld,
  verified,
} from './account-steps.js'
import type { ApiWorld } from './api-world.js'

const GUESSABLE = [
  'Password123',
  'qwertyuiop',
  '1234567890',
  'aaaaaaaaaa',
  'mointering2026',
  'olga.holm@example.org',
  'Olga-Holm-1999',
]
const GOOD = 'correct horse battery'
const olga = { email: 'olga.holm@example.org', name: 'Olga Holm', password: 'seven quiet harbours' }

/** The refusal: beside the field, with what to do. */
const refusal = (path: string) => ({
  status: 400,
  body: {
    code: 'invalid_input',
    issues: [{ path, message: expect.stringMatching(/^Its? .*Choose a few unrelated words instead$/) }],
  },
})

let mails: MailWorld
let world: ApiWorld
beforeAll(async () => {
  const many = { limit: 10_000, windowMs: 60_000 }
  mails = await startMailWorld({ rateLimits: { signUpFromAddress: many } })
  world = mails.world
})
afterAll(() => mails?.[Symbol.asyncDispose]())

describe('a password that is easy to guess', () => {
  it.each(GUESSABLE)('%s makes no account', async (password) => {
    const answer = await world.nobody().request(SIGN_UP, { json: { ...olga, password } })
    expect(answer).toMatchObject(refusal('password'))
    expect(answer.text).not.toContain(password)
  })

  it('is refused the same way for an address that has an account', async () => {
    const pia = { email: 'pia@example.org', name: 'Pia', password: GOOD }
    await verified(mails, pia)
    const refusals = [pia, { ...pia, email: 'nobody@example.org' }].map((person) =>
      world.nobody().request(SIGN_UP, { json: { ...person, password: 'Password123' } }),
    )
    const [taken, free] = await Promise.all(refusals)
    expect(taken).toMatchObject(refusal('password'))
    expect({ ...Object(taken?.body), requestId: '' }).toEqual({ ...Object(free?.body), requestId: '' })
  })

  it('is not set by a mailed link, which stays good for another one', async () => {
    const rosa = { email: 'rosa.lund@example.org', name: 'Rosa Lund', password: GOOD }
    await verified(mails, rosa)
    await world.nobody().request(FORGOT, { json: { email: rosa.email } })
    const token = await lastTokenTo(mails, rosa.email, 'reset-password')
    const reset = (password: string) => world.nobody().request(RESET, { json: { token, password } })
    for (const password of ['Password123', 'ROSA.LUND 2026'])
      expect(await reset(password)).toMatchObject(refusal('password'))
    expect((await signIn(world.nobody(), rosa)).status).toBe(200)
    expect((await reset('three green kettles')).status).toBe(204)
    expect((await signIn(world.nobody(), { ...rosa, password: 'three green kettles' })).status).toBe(200)
  })

  it('is told to nobody without a good link', async () => {
    const json = { token: 'x'.repeat(43), password: 'Password123' }
    expect((await world.nobody().request(RESET, { json })).body).toMatchObject({ code: 'link_invalid' })
  })

  it('does not replace another one, and only who knows that hears why', async () => {
    const browser = await verified(mails, olga)
    const change = (json: object) => browser.request(`${ACCOUNT}/password`, { json })
    const weak = { newPassword: 'olgaholm1999' }
    expect((await change({ ...weak, currentPassword: 'wrong' })).body).toMatchObject({ code: 'wrong_credentials' })
    expect(await change({ ...weak, currentPassword: olga.password })).toMatchObject(refusal('newPassword'))
    expect((await change({ newPassword: GOOD, currentPassword: olga.password })).status).toBe(204)
  })
})
