import { sessionReply } from '@mointering/api-contract/http/accounts'
import type { Browser } from '@mointering/test-kit/people/browser'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { ADA, type ProviderWorld, pathOf, startProviderWorld } from './provider-world.js'

let world: ProviderWorld
beforeAll(async () => {
  world = await startProviderWorld()
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  await world.reset()
})

const whoIs = async (browser: Browser) => sessionReply.parse((await browser.request('/api/v1/auth/session')).body)
const statusOf = async (browser: Browser) => (await browser.request('/api/v1/auth/session')).status

it('the sign-in pages hear of the providers', async () => {
  const { body } = await world.api.nobody().request('/api/v1/auth/options')
  const providers = [
    { id: 'google', name: 'Google' },
    { id: 'github', name: 'GitHub' },
    { id: 'oidc', name: 'Example login' },
  ]
  expect(body).toMatchObject({ providers })
})

it('a new person with a verified address gets an account and a workspace, and is signed in', async () => {
  const browser = world.api.nobody()
  expect(await world.signIn(browser, ADA, '?next=%2Fmonitors%3Fstatus%3Ddown')).toBe('/monitors?status=down')
  const { user, workspaces } = await whoIs(browser)
  expect(user).toMatchObject({ email: 'ada@example.org', name: 'Ada Lovelace' })
  expect(workspaces).toMatchObject([{ role: 'owner' }])
  const account = await world.api.database.prisma.user.findUniqueOrThrow({ where: { id: user.id } })
  expect(account).toMatchObject({ passwordHash: null, isInstallationOwner: true })
  expect(account.emailVerifiedAt).not.toBeNull()
})

it('the same person comes back to the same account, also with another address', async () => {
  const [first, second] = [world.api.nobody(), world.api.nobody()]
  await world.signIn(first, ADA)
  expect(await world.signIn(second, { ...ADA, email: 'new@example.org', email_verified: false })).toBe('/monitors')
  expect((await whoIs(second)).user).toEqual((await whoIs(first)).user)
})

it('the page that goes on runs nothing and can be framed by nobody', async () => {
  const browser = world.api.nobody()
  world.oidc.people.set(ADA.sub, ADA)
  const answer = await world.comeBack(browser, await world.oidc.signIn(await world.begin(browser, 'oidc'), ADA.sub))
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none';.*frame-ancestors 'none'/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.text).not.toMatch(/<script|code=|state=/)
  expect(browser.cookies.has('mointering_flow')).toBe(false)
})

it('nobody gets an account by an address that it already has: they are told to link it', async () => {
  await world.api.database.prisma.user.create({ data: { email: ADA.email ?? '', name: 'Ada' } })
  const browser = world.api.nobody()
  expect(await world.signIn(browser, { ...ADA, email: 'ADA@Example.org' })).toBe('/sign-in?problem=link_first')
  expect(await statusOf(browser)).toBe(401)
  expect(await world.api.database.prisma.identity.count()).toBe(0)
})

it.each([
  ['one that is not verified', { ...ADA, email_verified: false }],
  ['one of which it is not said', { sub: ADA.sub, email: 'ada@example.org' }],
  ['none', { sub: ADA.sub }],
])('an address that proves nothing (%s) makes no account', async (_, person) => {
  const browser = world.api.nobody()
  expect(await world.signIn(browser, person)).toBe('/sign-in?problem=unverified_email')
  expect(await world.api.database.prisma.user.count()).toBe(0)
})

it('an account with a second factor is asked for it', async () => {
  const browser = world.api.nobody()
  await world.signIn(browser, ADA)
  const { user } = await whoIs(browser)
  const secret = 'sealed'
  await world.api.database.prisma.totp.create({ data: { userId: user.id, secret, confirmedAt: new Date() } })
  const again = world.api.nobody()
  expect(await world.signIn(again, ADA, '?next=/settings')).toBe('/sign-in?step=second-factor&next=%2Fsettings')
  expect(await statusOf(again)).toBe(401)
  expect(again.cookies.has('mointering_flow')).toBe(true)
})

it('the same first sign-in twice at once makes one account', async () => {
  world.oidc.people.set(ADA.sub, ADA)
  const browsers = Array.from({ length: 12 }, () => world.api.nobody())
  const answers = await Promise.all(
    browsers.map(async (browser) => {
      const back = await world.oidc.signIn(await world.begin(browser, 'oidc'), ADA.sub)
      return pathOf(await world.comeBack(browser, back))
    }),
  )
  expect(answers).toEqual(browsers.map(() => '/monitors'))
  expect(await world.api.database.prisma.user.count()).toBe(1)
})

it('who is known at Google and GitHub gets in too, each as somebody of their own', async () => {
  world.google.people.set('g-1', { sub: 'g-1', email: 'grace@example.org', email_verified: true, name: 'Grace' })
  const grace = world.api.nobody()
  const back = await world.google.signIn(await world.begin(grace, 'google'), 'g-1')
  expect(pathOf(await world.comeBack(grace, back))).toBe('/monitors')
  const octocat = world.api.nobody()
  const emails = [
    { email: 'old@example.org', primary: false, verified: true },
    { email: 'octo@example.org', primary: true, verified: true },
  ]
  const person = { id: 583231, login: 'octocat', name: null, emails }
  const fromGithub = world.github.authorize(await world.begin(octocat, 'github'), person)
  expect(pathOf(await world.comeBack(octocat, fromGithub))).toBe('/monitors')
  expect((await whoIs(octocat)).user).toMatchObject({ email: 'octo@example.org', name: 'octocat' })
  expect(world.github.refusals).toEqual([])
})

it('of GitHub’s addresses only the primary one counts, and only verified', async () => {
  const browser = world.api.nobody()
  const emails = [
    { email: 'verified@example.org', primary: false, verified: true },
    { email: 'primary@example.org', primary: true, verified: false },
  ]
  const back = world.github.authorize(await world.begin(browser, 'github'), { id: 1, login: 'x', name: 'X', emails })
  expect(pathOf(await world.comeBack(browser, back))).toBe('/sign-in?problem=unverified_email')
})

it('whoever turns back at the provider is told so', async () => {
  const browser = world.api.nobody()
  const back = await world.oidc.refuse(await world.begin(browser, 'oidc'))
  expect(pathOf(await world.comeBack(browser, back))).toBe('/sign-in?problem=cancelled')
})

it('a name from the provider becomes one line', async () => {
  const browser = world.api.nobody()
  await world.signIn(browser, { ...ADA, name: 'Ada\r\nBcc: eve@example.org\u202e' })
  expect((await whoIs(browser)).user.name).toBe('Ada Bcc: eve@example.org')
})

it('where sign-up is closed only the first person gets an account', async () => {
  await using closed = await startProviderWorld({ SIGN_UP: 'closed' })
  expect(await closed.signIn(closed.api.nobody(), ADA)).toBe('/monitors')
  const second = closed.api.nobody()
  const eve = { sub: 'eve-1', email: 'eve@example.org', email_verified: true, name: 'Eve' }
  expect(await closed.signIn(second, eve)).toBe('/sign-in?problem=sign_up_closed')
  expect(await statusOf(second)).toBe(401)
})

it('an invitation to the address opens a door that is shut to others', async () => {
  await using invite = await startProviderWorld({ SIGN_UP: 'invite' })
  const alice = invite.api.nobody()
  await invite.signIn(alice, { sub: 'alice-1', email: 'alice@example.org', email_verified: true, name: 'Alice' })
  const workspaceId = (await whoIs(alice)).workspaces[0]?.id
  const json = { email: 'ada@example.org', role: 'viewer' }
  await alice.request(`/api/v1/workspaces/${workspaceId}/invitations`, { json })
  const [link = ''] = (await invite.sink.waitForMail({ to: 'ada@example.org' })).links
  const token = new URL(link).searchParams.get('token') ?? ''
  const eve = { sub: 'eve-1', email: 'eve@example.org', email_verified: true, name: 'Eve' }
  expect(await invite.signIn(invite.api.nobody(), eve, `?invitation=${token}`)).toBe('/sign-in?problem=sign_up_closed')
  const ada = invite.api.nobody()
  expect(await invite.signIn(ada, ADA, `?invitation=${token}`)).toBe('/monitors')
  expect((await whoIs(ada)).workspaces).toMatchObject([{ id: workspaceId, role: 'viewer' }])
})
