import { identitiesReply } from '@mointering/api-contract/http/identities'
import type { Browser } from '@mointering/test-kit/people/browser'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { ADA, type ProviderWorld, startProviderWorld } from './provider-world.js'

const EVE = { sub: 'eve-1', email: 'eve@example.org', email_verified: true, name: 'Eve' }
/** Of Ada at the provider, but by another address than here. */
const ADA_ELSEWHERE = { sub: 'ada-2', email: 'countess@example.org', email_verified: false }
const SECURITY = '/account/security'
const LATER_MS = 11 * 60_000

let world: ProviderWorld
let ada: Browser
beforeAll(async () => {
  world = await startProviderWorld()
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  await world.reset()
  ada = world.api.nobody()
  await world.signIn(ada, ADA)
})

async function identitiesOf(browser: Browser) {
  return identitiesReply.parse((await browser.request('/api/v1/account/identities')).body).items
}
const unlink = (browser: Browser, id: string) =>
  browser.request(`/api/v1/account/identities/${id}`, { method: 'DELETE' })
const actions = async () =>
  (await world.api.database.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action)

it('links a further identity to the account, told by mail and in the audit log', async () => {
  expect(await world.signIn(ada, ADA_ELSEWHERE, '?intent=link')).toBe(SECURITY)
  expect(await identitiesOf(ada)).toMatchObject([
    { provider: 'oidc', providerName: 'Example login', email: 'ada@example.org' },
    { provider: 'oidc', email: 'countess@example.org' },
  ])
  const mail = await world.sink.waitForMail({ to: 'ada@example.org', subject: /Example login/ })
  expect(mail.links).toContain('http://localhost:3000/account/security')
  expect(await actions()).toContain('identity.linked')
  const elsewhere = world.api.nobody()
  await world.signIn(elsewhere, ADA_ELSEWHERE)
  const session = await elsewhere.request('/api/v1/auth/session')
  expect(session.body).toMatchObject({ user: { email: 'ada@example.org' } })
})

it('linking the same identity again changes nothing', async () => {
  expect(await world.signIn(ada, ADA, '?intent=link')).toBe(SECURITY)
  expect(await identitiesOf(ada)).toHaveLength(1)
  expect(await world.api.database.prisma.mail.count()).toBe(0)
})

it('does not take an identity away from another account', async () => {
  const eve = world.api.nobody()
  await world.signIn(eve, EVE)
  expect(await world.signIn(eve, ADA, '?intent=link')).toBe(`${SECURITY}?problem=linked_elsewhere`)
  expect(await identitiesOf(eve)).toHaveLength(1)
})

it('is only for who is signed in, and proved it lately', async () => {
  expect(await world.begin(world.api.nobody(), 'oidc', '?intent=link')).toBe(`${SECURITY}?problem=failed`)
  world.api.clock.aheadMs += LATER_MS
  expect(await world.begin(ada, 'oidc', '?intent=link')).toBe(`${SECURITY}?problem=failed`)
})

it('ends with the session that began it', async () => {
  world.oidc.people.set(EVE.sub, EVE)
  const back = await world.oidc.signIn(await world.begin(ada, 'oidc', '?intent=link'), EVE.sub)
  const onlyFlow = ada.copy()
  await ada.request('/api/v1/auth/sign-out', { json: {} })
  const answer = await world.comeBack(onlyFlow, back)
  expect(answer.text).toContain('/sign-in?problem=expired')
  expect(await world.api.database.prisma.identity.count()).toBe(1)
})

it('works without the strict cookies, which no browser sends on the way back', async () => {
  world.oidc.people.set(ADA_ELSEWHERE.sub, ADA_ELSEWHERE)
  const back = await world.oidc.signIn(await world.begin(ada, 'oidc', '?intent=link'), ADA_ELSEWHERE.sub)
  const crossSite = ada.copy()
  for (const name of [...crossSite.cookies.keys()]) if (name !== 'mointering_flow') crossSite.cookies.delete(name)
  await world.comeBack(crossSite, back)
  expect(await identitiesOf(ada)).toHaveLength(2)
})

it('nobody is sent in by an identity that a stranger linked: the flow of one browser is of no use in another', async () => {
  world.oidc.people.set(EVE.sub, EVE)
  const eve = world.api.nobody()
  const back = await world.oidc.signIn(await world.begin(eve, 'oidc'), EVE.sub)
  await world.begin(ada, 'oidc', '?intent=link')
  expect((await world.comeBack(ada, back)).text).toContain('problem=failed')
  expect(await identitiesOf(ada)).toHaveLength(1)
})

it('the last way in cannot be unlinked, any other one can', async () => {
  const [first] = await identitiesOf(ada)
  expect((await unlink(ada, first?.id ?? '')).body).toMatchObject({ code: 'conflict' })
  await world.signIn(ada, ADA_ELSEWHERE, '?intent=link')
  expect((await unlink(ada, first?.id ?? '')).status).toBe(204)
  expect(await identitiesOf(ada)).toMatchObject([{ email: 'countess@example.org' }])
  expect(await actions()).toContain('identity.unlinked')
  await world.sink.waitForMail({ to: 'ada@example.org', subject: 'The way you sign in was changed' })
})

it('two of two cannot be unlinked at once', async () => {
  await world.signIn(ada, ADA_ELSEWHERE, '?intent=link')
  const answers = await Promise.all((await identitiesOf(ada)).map(({ id }) => unlink(ada, id)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409])
})

it('nobody sees or unlinks what is another’s, and unlinking wants a recent proof', async () => {
  const eve = world.api.nobody()
  await world.signIn(eve, EVE)
  const [ofAda] = await identitiesOf(ada)
  expect(await identitiesOf(eve)).toMatchObject([{ email: 'eve@example.org' }])
  expect((await unlink(eve, ofAda?.id ?? '')).status).toBe(404)
  world.api.clock.aheadMs += LATER_MS
  expect((await unlink(ada, ofAda?.id ?? '')).body).toMatchObject({ code: 'reauthentication_required' })
})

it('the provider proves once more who somebody is, by asking them again', async () => {
  world.api.clock.aheadMs += LATER_MS
  const [identity] = await identitiesOf(ada)
  const start = new URL(await world.begin(ada, 'oidc', `?intent=reauthenticate&next=${SECURITY}`))
  expect(start.searchParams.get('prompt')).toBe('login')
  const back = await world.oidc.signIn(start.href, ADA.sub)
  expect((await world.comeBack(ada, back)).text).toContain(`url=${SECURITY}"`)
  expect((await unlink(ada, identity?.id ?? '')).body).toMatchObject({ code: 'conflict' })
  expect(await actions()).toContain('account.reauthenticated')
})

it('another person at the provider proves nothing', async () => {
  world.api.clock.aheadMs += LATER_MS
  const [identity] = await identitiesOf(ada)
  expect(await world.signIn(ada, EVE, '?intent=reauthenticate')).toBe(`${SECURITY}?problem=failed`)
  expect((await unlink(ada, identity?.id ?? '')).body).toMatchObject({ code: 'reauthentication_required' })
})

it('a provider that does not ask again proves nothing for who has a password', async () => {
  expect(await world.begin(ada, 'github', '?intent=reauthenticate')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/login\/oauth/)
  await world.api.database.prisma.user.updateMany({ data: { passwordHash: 'a hash' } })
  expect(await world.begin(ada, 'github', '?intent=reauthenticate')).toBe(`${SECURITY}?problem=failed`)
})
