import { apiKeysReply, createApiKeyReply } from '@mointering/api-contract/http/api-keys'
import { membersReply } from '@mointering/api-contract/http/workspaces'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ApiWorld } from './api-world.js'
import { addMember, addTeam, inviteBy, startTeamWorld, type Team, type TeamMember } from './team.js'

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

const memberPath = ({ userId }: TeamMember) => `${team.path}/members/${userId}`
const remove = (who: TeamMember, whom: TeamMember) => who.browser.request(memberPath(whom), { method: 'DELETE' })
const change = (who: TeamMember, whom: TeamMember, role: string) =>
  who.browser.request(memberPath(whom), { method: 'PATCH', json: { role } })
const rolesNow = async () => {
  const { items } = membersReply.parse((await team.owner.browser.request(`${team.path}/members`)).body)
  return items.map(({ name, role }) => [name, role])
}
const owners = () => world.database.prisma.membership.count({ where: { workspaceId: team.workspaceId, role: 'owner' } })
const auditOf = async (action: string) =>
  world.database.prisma.auditEntry.findMany({ where: { workspaceId: team.workspaceId, action } })

it('lists everybody, owners first, and who has a second factor', async () => {
  const { owner, admin, editor, viewer } = team
  await world.database.prisma.totp.create({ data: { userId: editor.userId, secret: 'x', confirmedAt: new Date() } })
  await world.database.prisma.totp.create({ data: { userId: viewer.userId, secret: 'x' } }) // being set up
  const { items } = membersReply.parse((await viewer.browser.request(`${team.path}/members`)).body)
  expect(items.map(({ email, role, secondFactor }) => [email, role, secondFactor])).toEqual([
    [owner.email, 'owner', false],
    [admin.email, 'admin', false],
    [editor.email, 'editor', true],
    [viewer.email, 'viewer', false],
  ])
})

describe('changing roles', () => {
  it('holds with the answer, in every session, and is in the audit log', async () => {
    const { owner, admin, viewer } = team
    const json = { kind: 'tcp', name: 'db', host: 'db.example.org', port: 1 }
    expect((await viewer.browser.request(`${team.path}/monitors`, { json })).status).toBe(403)
    expect((await change(admin, viewer, 'editor')).body).toMatchObject({ userId: viewer.userId, role: 'editor' })
    expect((await viewer.browser.request(`${team.path}/monitors`, { json })).status).toBe(201)
    expect((await change(owner, viewer, 'viewer')).status).toBe(200)
    expect((await viewer.browser.request(`${team.path}/monitors`, { json })).status).toBe(403)
    expect(
      (await auditOf('member.updated')).map(({ actorId, objectId, changes }) => [actorId, objectId, changes]),
    ).toEqual([
      [admin.userId, viewer.userId, [{ field: 'role', before: 'viewer', after: 'editor' }]],
      [owner.userId, viewer.userId, [{ field: 'role', before: 'editor', after: 'viewer' }]],
    ])
  })

  it('making, changing and removing owners wants a fresh proof', async () => {
    const { owner, editor } = team
    world.clock.aheadMs = 11 * 60_000
    await owner.browser.request('/api/v1/auth/refresh', { method: 'POST' })
    expect((await change(owner, editor, 'owner')).body).toMatchObject({ code: 'reauthentication_required' })
    expect((await change(owner, editor, 'viewer')).status).toBe(200)
    expect(await owners()).toBe(1)
  })

  it('a role that was taken away during the request counts no more', async () => {
    const { owner, admin, viewer } = team
    // The lock of the workspace is held while the admin asks, so the request waits with the role that its session remembers.
    let asked: ReturnType<typeof change> | undefined
    await world.database.prisma.$transaction(async (tx) => {
      await tx.$queryRaw`select 1 from workspace where id = ${team.workspaceId}::uuid for no key update`
      asked = change(admin, viewer, 'editor')
      await vi.waitFor(async () => {
        const waiting = await world.database.pool.query(
          `select from pg_stat_activity where wait_event_type = 'Lock' and query like '%for no key update%' and datname = current_database()`,
        )
        expect(waiting.rowCount).toBe(1)
      })
      const key = { workspaceId_userId: { workspaceId: team.workspaceId, userId: admin.userId } }
      await tx.membership.update({ where: key, data: { role: 'viewer' } })
    })
    expect((await asked)?.body).toMatchObject({ code: 'forbidden' })
    expect(await rolesNow()).toContainEqual([viewer.name, 'viewer'])
    expect(owner.userId).not.toBe(admin.userId)
  })
})

describe('at least one owner', () => {
  it('the last one can neither leave nor step down, and is told what to do', async () => {
    const { owner } = team
    for (const answer of [await remove(owner, owner), await change(owner, owner, 'admin')]) {
      expect([answer.status, answer.body]).toMatchObject([
        409,
        { code: 'conflict', detail: expect.stringMatching(/owner/) },
      ])
    }
    expect(await owners()).toBe(1)
  })

  it.each([
    ['leave', (one: TeamMember) => remove(one, one)],
    ['step down', (one: TeamMember) => change(one, one, 'viewer')],
  ])('of two owners who %s at once one stays', async (_, go) => {
    const other = await addMember(world, team.workspaceId, 'owner')
    const answers = await Promise.all([go(team.owner), go(other)])
    expect(answers.map(({ status }) => status).filter((status) => status === 409)).toHaveLength(1)
    expect(await owners()).toBe(1)
  })

  it('of two owners who remove each other at once one stays', async () => {
    const other = await addMember(world, team.workspaceId, 'owner')
    const answers = await Promise.all([remove(team.owner, other), remove(other, team.owner)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 404])
    expect(await owners()).toBe(1)
  })
})

describe('leaving and removing', () => {
  it('everybody may leave; only admins remove others; access ends with the answer', async () => {
    const { admin, editor, viewer } = team
    expect((await remove(editor, viewer)).status).toBe(403)
    expect((await remove(viewer, viewer)).status).toBe(204)
    expect((await viewer.browser.request(team.path)).status).toBe(404)
    expect((await remove(admin, editor)).status).toBe(204)
    expect((await editor.browser.request(`${team.path}/monitors`)).status).toBe(404)
    expect((await remove(admin, editor)).status).toBe(404)
    const [left] = await auditOf('member.left')
    expect(left).toMatchObject({ actorId: viewer.userId, userId: viewer.userId, objectId: viewer.userId })
    // Not in the activity of who was removed: it says from where the admin did it.
    expect(await auditOf('member.removed')).toMatchObject([{ actorId: admin.userId, userId: null }])
  })

  it('an API key that they made goes on: it belongs to the workspace, and the list says who made it', async () => {
    const { owner, admin } = team
    const json = { name: 'Deploy', scopes: ['read'] }
    const { secret } = createApiKeyReply.parse((await admin.browser.request(`${team.path}/api-keys`, { json })).body)
    expect((await remove(owner, admin)).status).toBe(204)
    const headers = { authorization: `Bearer ${secret}` }
    expect((await world.nobody().request(`${team.path}/monitors`, { headers })).status).toBe(200)
    const { items } = apiKeysReply.parse((await owner.browser.request(`${team.path}/api-keys`)).body)
    expect(items).toMatchObject([{ name: 'Deploy', createdBy: admin.name }])
  })

  it('ends the event streams of who was removed at once, and no others', async () => {
    const { owner, editor, viewer } = team
    const [gone, stays] = [
      await editor.browser.open(`${team.path}/events`),
      await viewer.browser.open(`${team.path}/events`),
    ]
    expect((await remove(owner, editor)).status).toBe(204)
    expect(await gone.text()).toContain('event: ready') // ends
    const reader = stays.body?.getReader()
    expect((await reader?.read())?.done).toBe(false)
    await reader?.cancel()
  })

  it('withdraws the invitations of who may invite no more: no way back in by a second address', async () => {
    const { owner, admin, stranger } = team
    const { token } = await inviteBy(admin.browser, team.path, stranger.email, 'admin')
    expect((await change(owner, admin, 'editor')).status).toBe(200)
    const answer = await stranger.browser.request('/api/v1/auth/invitations/accept', { json: { token } })
    expect(answer.status).toBe(410)
  })

  it('nobody is changed or removed through another workspace', async () => {
    const { owner, stranger, viewer } = team
    const theirs = `/api/v1/workspaces/${(await world.database.prisma.membership.findFirstOrThrow({ where: { userId: stranger.userId } })).workspaceId}`
    for (const userId of [viewer.userId, owner.userId]) {
      const path = `${theirs}/members/${userId}`
      expect((await stranger.browser.request(path, { method: 'DELETE' })).status).toBe(404)
      expect((await stranger.browser.request(path, { method: 'PATCH', json: { role: 'viewer' } })).status).toBe(404)
    }
    expect(await rolesNow()).toHaveLength(4)
  })
})
