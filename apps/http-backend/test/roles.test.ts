import { ROLES, type Role } from '@mointering/api-contract/http/accounts'
import { PERMISSIONS, type Permission } from '@mointering/api-contract/http/permissions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiWorld, startWorld } from './api-world.js'
import { addTeam, inviteBy, type Team } from './team.js'

let world: ApiWorld
let team: Team
beforeAll(async () => {
  world = await startWorld()
  team = await addTeam(world)
})
afterAll(() => world[Symbol.asyncDispose]())

type Ask = {
  permission: Permission
  method: string
  path: () => string | Promise<string>
  json?: object
  status: number
}
const NOBODY = '3f1f9be4-1f0c-4a50-9b9c-0e6f5c8d1a11'

/** Each answers `status` to who has the permission, without changing what the next one needs, and 403 to every other member. */
const ROUTES: Record<string, Ask> = {
  'read the workspace': { permission: 'workspace:read', method: 'GET', path: () => '', status: 200 },
  'rename it': { permission: 'workspace:update', method: 'PATCH', path: () => '', json: { name: 'W' }, status: 200 },
  'delete it': {
    permission: 'workspace:delete',
    method: 'POST',
    path: () => '/delete',
    json: { confirmation: 'x' },
    status: 400,
  },
  'bring it back': { permission: 'workspace:delete', method: 'POST', path: () => '/restore', status: 200 },
  'transfer it': {
    permission: 'workspace:transfer',
    method: 'POST',
    path: () => '/transfer',
    json: { userId: NOBODY },
    status: 404,
  },
  'list members': { permission: 'members:read', method: 'GET', path: () => '/members', status: 200 },
  'change a role': {
    permission: 'members:write',
    method: 'PATCH',
    path: () => `/members/${team.viewer.userId}`,
    json: { role: 'viewer' },
    status: 200,
  },
  'remove somebody': { permission: 'members:write', method: 'DELETE', path: () => `/members/${NOBODY}`, status: 404 },
  'list invitations': { permission: 'members:write', method: 'GET', path: () => '/invitations', status: 200 },
  invite: {
    permission: 'members:write',
    method: 'POST',
    path: () => '/invitations',
    json: { email: 'dora@example.org', role: 'admin' },
    status: 201,
  },
  'send an invitation again': {
    permission: 'members:write',
    method: 'POST',
    path: async () => `/invitations/${(await inviteBy(team.owner.browser, team.path, 'erin@example.org')).id}/resend`,
    status: 200,
  },
  'withdraw an invitation': {
    permission: 'members:write',
    method: 'DELETE',
    path: async () => `/invitations/${(await inviteBy(team.owner.browser, team.path, 'finn@example.org')).id}`,
    status: 204,
  },
  'list monitors': { permission: 'monitors:read', method: 'GET', path: () => '/monitors', status: 200 },
  'add a monitor': {
    permission: 'monitors:write',
    method: 'POST',
    path: () => '/monitors',
    json: { kind: 'tcp', name: 'db', host: 'db.example.org', port: 5432 },
    status: 201,
  },
}

const rows = Object.entries(ROUTES).flatMap(([what, ask]) => ROLES.map((role) => [role, what, ask] as const))
const granted = (role: Role, permission: Permission) =>
  PERMISSIONS[permission].roles.some((allowed) => allowed === role)

describe('what each role may do, at the real routes', () => {
  it.each(rows)('%s: %s', async (role, _what, { permission, method, path, json, status }) => {
    const answer = await team[role].browser.request(`${team.path}${await path()}`, {
      method,
      ...(json ? { json } : {}),
    })
    expect([answer.status, answer.text]).toEqual([granted(role, permission) ? status : 403, answer.text])
  })

  it.each(Object.entries(ROUTES))('a stranger: %s is 404', async (_what, { method, path, json }) => {
    const url = `${team.path}${await path()}`
    const answer = await team.stranger.browser.request(url, { method, ...(json ? { json } : {}) })
    expect([answer.status, answer.body]).toMatchObject([404, { code: 'not_found' }])
    expect(answer.text).not.toMatch(/owner|admin|example\.org/)
  })
})

describe('nobody gets above themselves', () => {
  const change = (who: Role, whom: Role, role: Role) =>
    team[who].browser.request(`${team.path}/members/${team[whom].userId}`, { method: 'PATCH', json: { role } })
  const roles = async () => {
    const members = await world.database.prisma.membership.findMany({ where: { workspaceId: team.workspaceId } })
    return new Map(members.map(({ userId, role }) => [userId, role]))
  }

  it.each([
    ['viewer', 'viewer', 'owner'],
    ['viewer', 'viewer', 'editor'],
    ['editor', 'editor', 'admin'],
    ['editor', 'viewer', 'editor'],
    ['admin', 'admin', 'owner'],
    ['admin', 'viewer', 'owner'],
    ['admin', 'owner', 'viewer'],
  ] as const)('as %s making the %s %s', async (who, whom, role) => {
    const before = await roles()
    expect((await change(who, whom, role)).body).toMatchObject({ code: 'forbidden' })
    expect(await roles()).toEqual(before)
  })

  it('an admin removes no owner, and an invitation makes none', async () => {
    const owner = `${team.path}/members/${team.owner.userId}`
    expect((await team.admin.browser.request(owner, { method: 'DELETE' })).body).toMatchObject({ code: 'forbidden' })
    const json = { email: 'dora@example.org', role: 'owner' }
    for (const who of ['admin', 'owner'] as const) {
      expect((await team[who].browser.request(`${team.path}/invitations`, { json })).status).toBe(400)
    }
  })

  it.each([
    ['members', { role: 'editor', workspaceId: NOBODY }],
    ['members', { role: 'editor', userId: NOBODY }],
    ['members', { role: 'god' }],
  ])('refuses fields of %s that nobody may set: %j', async (_, json) => {
    const path = `${team.path}/members/${team.viewer.userId}`
    expect((await team.owner.browser.request(path, { method: 'PATCH', json })).body).toMatchObject({
      code: 'invalid_input',
    })
  })

  it.each([{ version: 7 }, { id: NOBODY }, { deletedAt: null }, { role: 'owner' }, { createdAt: 'x' }])(
    'a workspace takes no %j',
    async (more) => {
      const answers = [
        await team.owner.browser.request(team.path, { method: 'PATCH', json: { name: 'x', ...more } }),
        await team.owner.browser.request('/api/v1/workspaces', { json: { name: 'x', ...more } }),
      ]
      expect(answers.map(({ status }) => status)).toEqual([400, 400])
    },
  )
})
