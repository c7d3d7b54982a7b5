import { createInvitationReply, invitationPreview, invitationsReply } from '@mointering/api-contract/http/workspaces'
import type { Browser } from '@mointering/test-kit/people/browser'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startMailWorld } from './account-steps.js'
import type { ApiWorld } from './api-world.js'
import { addPerson, addTeam, inviteBy, startTeamWorld, type Team } from './team.js'

const DAY_MS = 86_400_000
let world: ApiWorld
let team: Team
beforeAll(async () => {
  world = await startTeamWorld()
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  world.clock.aheadMs = 0
  team = await addTeam(world)
})

const invite = (email: string, role = 'viewer', browser = team.owner.browser) =>
  browser.request(`${team.path}/invitations`, { json: { email, role } })
const list = async () =>
  invitationsReply.parse((await team.owner.browser.request(`${team.path}/invitations`)).body).items
const accept = (token: string, browser: Browser = team.stranger.browser) =>
  browser.request('/api/v1/auth/invitations/accept', { json: { token } })
const preview = (token: string) => world.nobody().request('/api/v1/auth/invitations/preview', { json: { token } })
const roleOf = async (userId: string) =>
  (await world.database.prisma.membership.findFirst({ where: { userId, workspaceId: team.workspaceId } }))?.role

describe('inviting', () => {
  it('without mail the link is given back once, and only its hash is stored', async () => {
    const answer = await invite(' Dora@Example.ORG ', 'editor')
    expect(answer.status).toBe(201)
    const { invitation, link } = createInvitationReply.parse(answer.body)
    expect(invitation).toMatchObject({ email: 'dora@example.org', role: 'editor', invitedBy: team.owner.name })
    expect(Date.parse(invitation.expiresAt) - Date.parse(invitation.createdAt)).toBe(7 * DAY_MS)
    expect(link).toMatch(/^http:\/\/localhost:3000\/invitation\?token=[\w-]{43}$/)
    const token = new URL(link ?? '').searchParams.get('token') ?? ''
    expect(await list()).toEqual([invitation])
    const rows = await world.database.pool.query('select * from invitation, audit_entry')
    expect(JSON.stringify(rows.rows)).not.toContain(token)
    expect(world.logged.join('\n')).not.toContain(token)
  })

  it('one waits for each address: a new one replaces it', async () => {
    const first = await inviteBy(team.owner.browser, team.path, team.stranger.email, 'admin')
    const second = await inviteBy(team.admin.browser, team.path, team.stranger.email.toUpperCase(), 'viewer')
    expect((await list()).map(({ id }) => id)).toEqual([second.id])
    expect((await accept(first.token)).status).toBe(410)
    expect((await accept(second.token)).status).toBe(200)
    expect(await roleOf(team.stranger.userId)).toBe('viewer')
  })

  it('two at once to one address leave one', async () => {
    await Promise.all([invite('dora@example.org'), invite('dora@example.org', 'editor')])
    expect(await list()).toHaveLength(1)
  })

  it('a member’s address is a conflict', async () => {
    expect((await invite(team.viewer.email.toUpperCase())).body).toMatchObject({ code: 'conflict', status: 409 })
  })

  it('an account’s address and a free one are answered alike', async () => {
    const [known, free] = [await invite(team.stranger.email), await invite('nobody-has-this@example.org')]
    const shape = ({ status, body }: typeof known) => [
      status,
      Object.keys(createInvitationReply.parse(body).invitation),
    ]
    expect(shape(known)).toEqual(shape(free))
  })

  it('a hundred may wait', async () => {
    const { workspaceId } = team
    const data = Array.from({ length: 99 }, (_, n) => ({
      workspaceId,
      email: `${n}@example.org`,
      role: 'viewer' as const,
      tokenHash: Buffer.from(`${workspaceId}-${n}`),
      expiresAt: new Date(Date.now() + DAY_MS),
    }))
    await world.database.prisma.invitation.createMany({ data })
    const answers = await Promise.all([invite('a@example.org'), invite('b@example.org')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422])
    expect((await invite('7@example.org', 'editor')).status).toBe(201) // replaces
  })

  it.each([
    'no address',
    'a@example.org\r\nBcc: b@example.org',
    'a@example.org, b@example.org',
    `${'x'.repeat(250)}@example.org`,
  ])('refuses %j', async (email) => {
    expect((await invite(email)).status).toBe(400)
  })

  it('no address gets mails without end, from however many workspaces', async () => {
    const email = `flooded-${team.owner.userId}@example.org`
    for (let n = 0; n < 10; n++) expect((await invite(email)).status).toBe(201)
    const other = await addTeam(world)
    const answer = await other.owner.browser.request(`${other.path}/invitations`, { json: { email, role: 'viewer' } })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, expect.any(String)])
  })
})

describe('sending again and withdrawing', () => {
  it('a new link voids the old one and lasts seven days again, also when it had expired', async () => {
    const first = await inviteBy(team.owner.browser, team.path, team.stranger.email)
    world.clock.aheadMs = 8 * DAY_MS
    const { admin, stranger } = team
    for (const { browser, email } of [admin, stranger]) {
      await browser.request('/api/v1/auth/sign-in', { json: { email, password: 'a long enough password' } })
    }
    expect((await accept(first.token)).status).toBe(410)
    const answer = await admin.browser.request(`${team.path}/invitations/${first.id}/resend`, { method: 'POST' })
    const { invitation, link } = createInvitationReply.parse(answer.body)
    expect(invitation).toMatchObject({ id: first.id, invitedBy: admin.name })
    expect((await accept(first.token)).status).toBe(410)
    expect((await accept(new URL(link ?? '').searchParams.get('token') ?? '')).status).toBe(200)
    const again = await admin.browser.request(`${team.path}/invitations/${first.id}/resend`, { method: 'POST' })
    expect(again.status).toBe(404)
  })

  it('a withdrawn one is gone', async () => {
    const { id, token } = await inviteBy(team.owner.browser, team.path, team.stranger.email)
    const path = `${team.path}/invitations/${id}`
    expect((await team.admin.browser.request(path, { method: 'DELETE' })).status).toBe(204)
    expect((await team.admin.browser.request(path, { method: 'DELETE' })).status).toBe(404)
    expect([(await accept(token)).status, (await preview(token)).status]).toEqual([410, 410])
    expect(await list()).toEqual([])
  })

  it('another workspace’s invitation is 404', async () => {
    const { id, token } = await inviteBy(team.owner.browser, team.path, 'dora@example.org')
    const other = await addTeam(world)
    for (const [method, path] of [
      ['DELETE', `${other.path}/invitations/${id}`],
      ['POST', `${other.path}/invitations/${id}/resend`],
    ] as const) {
      expect((await other.owner.browser.request(path, { method })).status).toBe(404)
    }
    expect((await preview(token)).status).toBe(200)
  })
})

describe('accepting', () => {
  it('the link tells what it is for, and lets the invited person in at once', async () => {
    const { token } = await inviteBy(team.owner.browser, team.path, team.stranger.email, 'editor')
    const shown = invitationPreview.parse((await preview(token)).body)
    expect(shown).toMatchObject({ email: team.stranger.email, role: 'editor', invitedBy: team.owner.name })
    expect((await team.stranger.browser.request(team.path)).status).toBe(404)
    expect((await accept(token)).body).toEqual({ workspaceId: team.workspaceId })
    expect((await team.stranger.browser.request(team.path)).body).toMatchObject({ role: 'editor' })
    expect([(await accept(token)).status, (await preview(token)).status]).toEqual([410, 410])
    expect(await list()).toEqual([])
    const where = { workspaceId: team.workspaceId, action: { startsWith: 'invitation.' } }
    const entries = await world.database.prisma.auditEntry.findMany({ where, orderBy: { id: 'asc' } })
    expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['invitation.created', team.owner.userId],
      ['invitation.accepted', team.stranger.userId],
    ])
  })

  it('two at once make one membership', async () => {
    const { token } = await inviteBy(team.owner.browser, team.path, team.stranger.email)
    const answers = await Promise.all([accept(token), accept(token), accept(token)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410, 410])
    expect(await roleOf(team.stranger.userId)).toBe('viewer')
  })

  it('who has another address is refused, and learns little of the right one', async () => {
    const { token } = await inviteBy(team.owner.browser, team.path, 'dora@example.org', 'admin')
    const { status, body, text } = await accept(token)
    expect([status, body]).toMatchObject([
      403,
      { code: 'forbidden', detail: expect.stringContaining('d***@example.org') },
    ])
    expect(text).not.toContain('dora')
    expect(await roleOf(team.stranger.userId)).toBeUndefined()
    expect((await preview(token)).status).toBe(200) // not used up by it
  })

  it('a member’s role is not changed by it', async () => {
    const { token } = await inviteBy(team.owner.browser, team.path, team.stranger.email, 'viewer')
    const { workspaceId, stranger } = team
    await world.database.prisma.membership.create({ data: { workspaceId, userId: stranger.userId, role: 'editor' } })
    expect((await accept(token)).status).toBe(200)
    expect(await roleOf(stranger.userId)).toBe('editor')
  })

  it.each([
    ['made up', () => 'x'.repeat(43)],
    [
      'its hash',
      async () => {
        const { id } = await inviteBy(team.owner.browser, team.path, team.stranger.email)
        const { tokenHash } = await world.database.prisma.invitation.findUniqueOrThrow({ where: { id } })
        return Buffer.from(tokenHash).toString('base64url')
      },
    ],
  ])('a token that is %s is answered as a used one', async (_, make) => {
    const token = await make()
    for (const { status, body } of [await accept(token), await preview(token)]) {
      expect([status, body]).toMatchObject([410, { code: 'link_invalid' }])
    }
  })
})

it('where only invited people may sign up, the link makes the account and the membership', async () => {
  await using closed = await startTeamWorld({ SIGN_UP: 'invite' })
  const { browser, workspaceId } = await addPerson(closed, 'first')
  const { token } = await inviteBy(browser, `/api/v1/workspaces/${workspaceId}`, 'dora@example.org', 'editor')
  const signUp = (json: object) => closed.nobody().request('/api/v1/auth/sign-up', { json })
  const dora = { email: 'dora@example.org', password: 'dora likes long words', name: 'Dora' }
  expect((await signUp(dora)).body).toMatchObject({ code: 'sign_up_closed' })
  expect((await signUp({ ...dora, invitation: 'x'.repeat(43) })).status).toBe(410)
  expect((await signUp({ ...dora, email: 'eve@example.org', invitation: token })).status).toBe(410)
  const answer = await signUp({ ...dora, invitation: token })
  expect([answer.status, answer.body]).toMatchObject([201, { workspaces: [{ id: workspaceId, role: 'editor' }] }])
  expect((await signUp({ ...dora, email: 'fay@example.org', invitation: token })).status).toBe(410)
})

it('with mail the link goes to the address alone, and owners are told of what concerns them', async () => {
  await using mailing = await startMailWorld()
  const { prisma } = mailing.world.database
  const { passwordHash } = await world.database.prisma.user.findUniqueOrThrow({ where: { id: team.owner.userId } })
  const emailVerifiedAt = new Date()
  const add = (email: string) => prisma.user.create({ data: { email, name: email, passwordHash, emailVerifiedAt } })
  const [ada, ben] = [await add('ada@example.org'), await add('ben@example.org')]
  const memberships = [
    { userId: ada.id, role: 'owner' },
    { userId: ben.id, role: 'editor' },
  ] as const
  const data = { name: 'Lighthouse', slug: 'lighthouse', memberships: { create: [...memberships] } }
  const path = `/api/v1/workspaces/${(await prisma.workspace.create({ data })).id}`
  const browser = mailing.world.nobody()
  const signIn = { email: ada.email, password: 'a long enough password' }
  expect((await browser.request('/api/v1/auth/sign-in', { json: signIn })).status).toBe(200)

  const json = { email: 'dora@example.org', role: 'viewer' }
  const { link } = createInvitationReply.parse((await browser.request(`${path}/invitations`, { json })).body)
  expect(link).toBeNull()
  const mail = await mailing.sink.waitForMail({ to: 'dora@example.org' })
  const mailed = mail.links.find((target) => new URL(target).pathname === '/invitation')
  const token = new URL(mailed ?? '').searchParams.get('token')
  expect((await browser.request('/api/v1/auth/invitations/preview', { json: { token } })).body).toMatchObject(json)

  const promote = { method: 'PATCH', json: { role: 'owner' } }
  expect((await browser.request(`${path}/members/${ben.id}`, promote)).status).toBe(200)
  const received = await mailing.sink.waitForMail({ to: ben.email })
  expect(received.subject).toContain('Lighthouse')
  expect((await browser.request(`${path}/delete`, { json: { confirmation: 'Lighthouse' } })).status).toBe(204)
  for (const { email } of [ada, ben]) {
    const deleted = await mailing.sink.waitForMail({ to: email, subject: /delete/i })
    expect(deleted.links.map((target) => new URL(target).pathname)).toContain('/workspaces')
  }
})
