import { accountReply } from '@mointering/api-contract/http/account'
import { auditLogReply } from '@mointering/api-contract/http/audit-log'
import type { Browser } from '@mointering/test-kit/people/browser'
import { ALICE, BOB, CHARLIE } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCOUNT, actionsOf, SESSION, signIn } from './account-steps.js'
import { type ApiWorld, addPeople, startWorld } from './api-world.js'

let world: ApiWorld
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const person = (name: string) => ({ email: `${name}@example.org`, password: `${name} likes long words`, name })
const LATER_MS = 11 * 60_000

it('the first account owns the installation, and only that one', async () => {
  await using fresh = await startWorld()
  const people = Array.from({ length: 6 }, (_, n) => person(`p${n}p`))
  const answers = await Promise.all(people.map((one) => fresh.signUp(one)))
  const flags = await Promise.all(
    answers.map(async ({ browser }) => accountReply.parse((await browser.request(ACCOUNT)).body).isInstallationOwner),
  )
  expect(flags.filter(Boolean)).toHaveLength(1)
})

it('a name is changed everywhere at once, and stands in the activity with before and after', async () => {
  const { browser } = await world.signUp(ALICE)
  const elsewhere = world.nobody()
  await signIn(elsewhere, ALICE)
  await elsewhere.request(SESSION)
  const answer = await browser.request(ACCOUNT, { method: 'PATCH', json: { name: '  Ada Arden ' } })
  expect(accountReply.parse(answer.body)).toMatchObject({
    name: 'Ada Arden',
    email: ALICE.email,
    hasPassword: true,
    pendingEmail: null,
  })
  expect((await elsewhere.request(SESSION)).body).toMatchObject({ user: { name: 'Ada Arden' } })
  const bad = await browser.request(ACCOUNT, { method: 'PATCH', json: { name: 'Ada\r\nBcc: x@y.z' } })
  expect(bad.status).toBe(400)
  const { items } = auditLogReply.parse((await browser.request(`${ACCOUNT}/activity`)).body)
  expect(items[0]).toMatchObject({
    action: 'account.updated',
    changes: [{ field: 'name', before: ALICE.name, after: 'Ada Arden' }],
  })
})

it('the activity is one’s own, in pages', async () => {
  const { browser } = await world.signUp(person('otto'))
  const seen: string[] = []
  let path = `${ACCOUNT}/activity?limit=1`
  for (let n = 0; n < 20; n++) {
    const { items, nextCursor } = auditLogReply.parse((await browser.request(path)).body)
    seen.push(...items.map(({ action, actor }) => `${action} ${actor.name}`))
    if (nextCursor === null) break
    path = `${ACCOUNT}/activity?limit=1&cursor=${nextCursor}`
  }
  expect(seen).toEqual(['workspace.created otto', 'account.created otto'])
})

it('a changed password ends all other sessions; guesses of the current one are limited', async () => {
  const dora = person('dora')
  const { browser } = await world.signUp(dora)
  const other = world.nobody()
  await signIn(other, dora)
  const change = (json: object) => browser.request(`${ACCOUNT}/password`, { json })
  const newPassword = 'a new long password'
  expect((await change({ newPassword })).body).toMatchObject({
    code: 'invalid_input',
    issues: [{ path: 'currentPassword' }],
  })
  expect((await change({ currentPassword: 'wrong', newPassword })).body).toMatchObject({ code: 'wrong_credentials' })
  expect((await change({ currentPassword: dora.password, newPassword: 'short' })).status).toBe(400)
  expect((await other.request(SESSION)).status).toBe(200)
  expect((await change({ currentPassword: dora.password, newPassword })).status).toBe(204)
  expect((await browser.request(SESSION)).status).toBe(200)
  expect((await other.request(SESSION)).status).toBe(401)
  expect((await signIn(world.nobody(), dora)).status).toBe(401)

  for (let n = 0; n < 5; n++) expect((await change({ currentPassword: 'wrong', newPassword })).status).toBe(401)
  const refused = await change({ currentPassword: newPassword, newPassword })
  expect([refused.status, Number(refused.headers.get('retry-after')) > 50]).toEqual([429, true])
  // Whoever guesses in a session that was left open does not slow its owner elsewhere.
  expect((await signIn(world.nobody(), { ...dora, password: newPassword })).status).toBe(200)
  expect(await actionsOf(world, dora.email)).toContain('account.password_changed')
  const entries = await world.database.prisma.auditEntry.findMany()
  expect(JSON.stringify(entries.map(({ changes }) => changes))).not.toMatch(/argon2|new long/)
})

it('of two changes of the password at once with the same old one, one counts', async () => {
  const emil = person('emil')
  const { browser } = await world.signUp(emil)
  const news = ['a new long password', 'another long password']
  const answers = await Promise.all(
    news.map((newPassword) =>
      browser.request(`${ACCOUNT}/password`, { json: { currentPassword: emil.password, newPassword } }),
    ),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409])
})

it('an account without a password gets one only with a fresh proof', async () => {
  const frieda = person('frieda')
  const { browser } = await world.signUp(frieda)
  await world.database.prisma.user.update({ where: { email: frieda.email }, data: { passwordHash: null } })
  const json = { newPassword: 'a first long password' }
  world.clock.aheadMs = LATER_MS
  expect((await browser.request(`${ACCOUNT}/password`, { json })).body).toMatchObject({
    code: 'reauthentication_required',
  })
  world.clock.aheadMs = 0
  expect((await browser.request(`${ACCOUNT}/password`, { json })).status).toBe(204)
  expect((await signIn(world.nobody(), { ...frieda, password: json.newPassword })).status).toBe(200)
})

it('what is sensitive wants a fresh proof, which the password gives to this session alone', async () => {
  const gerd = person('gerd')
  const { browser } = await world.signUp(gerd)
  const other = world.nobody()
  await signIn(other, gerd)
  world.clock.aheadMs = LATER_MS
  const rename = (who: typeof browser) => who.request(`${ACCOUNT}/email`, { json: { email: 'gerd2@example.org' } })
  const prove = (password: string) => browser.request(`${ACCOUNT}/reauthenticate`, { json: { password } })
  expect((await rename(browser)).body).toMatchObject({ code: 'reauthentication_required' })
  expect((await prove('wrong')).body).toMatchObject({ status: 401, code: 'wrong_credentials' })
  expect((await rename(browser)).status).toBe(403)
  expect((await prove(gerd.password)).status).toBe(200)
  expect((await rename(other)).status).toBe(403)
  expect((await rename(browser)).body).toEqual({ email: 'gerd2@example.org', pendingEmail: null })
  expect((await browser.request(SESSION)).body).toMatchObject({ user: { email: 'gerd2@example.org' } })
  world.clock.aheadMs = 0
  expect((await signIn(world.nobody(), { ...gerd, email: 'gerd2@example.org' })).status).toBe(200)
  expect((await signIn(world.nobody(), gerd)).status).toBe(401)
})

it('without mail a taken address is refused', async () => {
  const { browser } = await world.signUp(person('hana'))
  const answer = await browser.request(`${ACCOUNT}/email`, { json: { email: 'ALICE@example.org' } })
  expect(answer.body).toMatchObject({ status: 409, code: 'conflict' })
})

it('a deleted account is gone, signed out everywhere, with the workspace that nobody else was in', async () => {
  const ida = person('ida')
  const { browser, workspaceId } = await world.signUp(ida)
  const other = world.nobody()
  await signIn(other, ida)
  await other.request(SESSION)
  const { id } = await world.database.prisma.user.findUniqueOrThrow({ where: { email: ida.email } })
  const remove = (confirmation: string) => browser.request(`${ACCOUNT}/delete`, { json: { confirmation } })
  expect((await remove('somebody@example.org')).body).toMatchObject({
    code: 'invalid_input',
    issues: [{ path: 'confirmation' }],
  })
  world.clock.aheadMs = LATER_MS
  expect((await remove(ida.email)).body).toMatchObject({ code: 'reauthentication_required' })
  world.clock.aheadMs = 0
  const copy = browser.copy()
  expect((await remove('Ida@Example.org')).status).toBe(204)
  for (const old of [copy, other]) {
    expect((await old.request(SESSION)).status).toBe(401)
    expect((await old.request('/api/v1/auth/refresh', { method: 'POST' })).status).toBe(401)
  }
  expect((await signIn(world.nobody(), ida)).status).toBe(401)
  const { deletedAt } = await world.database.prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } })
  expect(deletedAt).toBeInstanceOf(Date)
  const left = await world.database.prisma.auditEntry.findMany({ where: { userId: id }, orderBy: { id: 'asc' } })
  expect(left.map(({ action }) => action)).toContain('account.deleted')
  // The address is free again.
  expect((await world.signUp(ida)).workspaceId).not.toBe(workspaceId)
})

it('the only owner of a workspace that others are in cannot be deleted; a member leaves', async () => {
  await using shared = await startWorld()
  const { alice, bob, workspaceId } = await addPeople(shared)
  const remove = (who: typeof alice, confirmation: string) =>
    who.request(`${ACCOUNT}/delete`, { json: { confirmation } })
  const refused = await remove(alice, ALICE.email)
  expect(refused.body).toMatchObject({
    status: 409,
    code: 'conflict',
    detail: expect.stringContaining("“Alice Arden's workspace”"),
  })
  expect((await alice.request(SESSION)).status).toBe(200)
  expect((await remove(bob, BOB.email)).status).toBe(204)
  const members = await shared.database.prisma.membership.findMany({ where: { workspaceId } })
  expect(members).toHaveLength(1)
  expect((await remove(alice, ALICE.email)).status).toBe(204)
})

describe('an installation whose owner deletes the account', () => {
  const owners = (at: ApiWorld) =>
    at.database.prisma.user.findMany({ where: { isInstallationOwner: true }, select: { email: true } })
  const remove = (who: Browser, { email }: { email: string }) =>
    who.request(`${ACCOUNT}/delete`, { json: { confirmation: email } })

  it('is inherited by the oldest account that is left, which sees it in its activity', async () => {
    await using own = await startWorld()
    const [first, second, third] = [person('first'), person('second'), person('third')]
    const [one, two, three] = [await own.signUp(first), await own.signUp(second), await own.signUp(third)]
    expect((await remove(two.browser, second)).status).toBe(204)
    expect(await owners(own)).toEqual([{ email: first.email }])
    expect((await remove(one.browser, first)).status).toBe(204)
    expect(await owners(own)).toEqual([{ email: third.email }])
    expect(accountReply.parse((await three.browser.request(ACCOUNT)).body).isInstallationOwner).toBe(true)
    const { items } = auditLogReply.parse((await three.browser.request(`${ACCOUNT}/activity`)).body)
    expect(items[0]).toMatchObject({
      action: 'account.installation_inherited',
      actor: { kind: 'system' },
      ipAddress: null,
    })
    // The last one leaves nobody, and the next account is the first again.
    expect((await remove(three.browser, third)).status).toBe(204)
    await own.signUp(second)
    expect(await owners(own)).toEqual([{ email: second.email }])
  })

  it('has one owner when several leave at once', async () => {
    await using own = await startWorld()
    const people = Array.from({ length: 5 }, (_, n) => person(`leaving${n}`))
    const browsers: Browser[] = []
    for (const one of people) browsers.push((await own.signUp(one)).browser)
    const leaving = browsers.slice(0, 4).map((browser, n) => remove(browser, people[n] ?? { email: '' }))
    expect((await Promise.all(leaving)).map(({ status }) => status)).toEqual([204, 204, 204, 204])
    expect(await owners(own)).toEqual([{ email: people[4]?.email }])
  })
})

it('of two owners who delete their accounts at once, one stays as long as somebody needs them', async () => {
  await using shared = await startWorld()
  const { alice, bob, charlie, workspaceId } = await addPeople(shared)
  const { prisma } = shared.database
  const idOf = async ({ email }: { email: string }) => (await prisma.user.findUniqueOrThrow({ where: { email } })).id
  const bobsPlace = { workspaceId_userId: { workspaceId, userId: await idOf(BOB) } }
  await prisma.membership.update({ where: bobsPlace, data: { role: 'owner' } })
  await prisma.membership.create({ data: { workspaceId, userId: await idOf(CHARLIE), role: 'viewer' } })
  const answers = await Promise.all([
    alice.request(`${ACCOUNT}/delete`, { json: { confirmation: ALICE.email } }),
    bob.request(`${ACCOUNT}/delete`, { json: { confirmation: BOB.email } }),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409])
  expect(await prisma.membership.count({ where: { workspaceId, role: 'owner' } })).toBe(1)
  expect((await charlie.request(`${ACCOUNT}/delete`, { json: { confirmation: CHARLIE.email } })).status).toBe(204)
})
