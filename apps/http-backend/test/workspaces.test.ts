import { sessionReply } from '@mointering/api-contract/http/accounts'
import { type Workspace, workspace, workspacesReply } from '@mointering/api-contract/http/workspaces'
import { monitor } from '@mointering/api-contract/monitors/monitor'
import { MONITORS_CHANGED_CHANNEL } from '@mointering/api-contract/pipeline/topology'
import { WORKSPACE_GRACE_MS } from '@mointering/db/maintenance/deleted-workspaces'
import { readMonitorsByKey } from '@mointering/db/pipeline/monitor-feed'
import type { Browser } from '@mointering/test-kit/people/browser'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hashOfApiKey, newApiKeySecret } from '../src/auth/api-keys.js'
import type { ApiWorld } from './api-world.js'
import { addPerson, addTeam, inviteBy, startTeamWorld, type Team } from './team.js'

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

const WORKSPACES = '/api/v1/workspaces'
const create = (browser: Browser, name = 'Second') => browser.request(WORKSPACES, { json: { name } })
const patch = (json: object, headers: Record<string, string> = {}, browser = team.owner.browser) =>
  browser.request(team.path, { method: 'PATCH', json, headers })
const listOf = async (browser: Browser): Promise<Workspace[]> =>
  workspacesReply.parse((await browser.request(WORKSPACES)).body).items
const read = async () => workspace.parse((await team.owner.browser.request(team.path)).body)
const remove = (confirmation: string, browser = team.owner.browser) =>
  browser.request(`${team.path}/delete`, { json: { confirmation } })
const restore = (browser = team.owner.browser) => browser.request(`${team.path}/restore`, { method: 'POST' })
const actionsOf = async (workspaceId: string) =>
  (await world.database.prisma.auditEntry.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  )

describe('making', () => {
  it('answers 201, makes its maker the owner, and the session knows it at once', async () => {
    const { browser } = team.stranger
    const answer = await create(browser)
    expect(answer.status).toBe(201)
    const made = workspace.parse(answer.body)
    expect(made).toMatchObject({ name: 'Second', role: 'owner', version: 1, deletedAt: null, purgeAt: null })
    expect([answer.headers.get('etag'), answer.headers.get('location')]).toEqual(['"1"', `${WORKSPACES}/${made.id}`])
    expect((await browser.request(`${WORKSPACES}/${made.id}`)).body).toEqual(made)
    const session = sessionReply.parse((await browser.request('/api/v1/auth/session')).body)
    expect(session.workspaces.map(({ id }) => id)).toContain(made.id)
    expect(await actionsOf(made.id)).toEqual(['workspace.created'])
  })

  it('works for somebody who has none any more', async () => {
    const { viewer } = team
    await world.database.prisma.membership.deleteMany({ where: { userId: viewer.userId } })
    expect((await create(viewer.browser)).status).toBe(201)
  })

  it('has a limit for each person that requests at once do not pass', async () => {
    const { userId, browser } = team.stranger
    const slugs = Array.from({ length: 48 }, (_, index) => `${userId}-${index}`)
    for (const slug of slugs) {
      const memberships = { create: { userId, role: 'owner' } } as const
      await world.database.prisma.workspace.create({ data: { name: slug, slug, memberships } })
    }
    const answers = await Promise.all([create(browser), create(browser), create(browser)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422, 422])
  })

  it.each([
    '',
    ' ',
    'a\r\nBcc: everybody@example.org',
    'tab\there',
    'x'.repeat(121),
    'right\u202eleft',
    'line\u2028break',
    'nul\0',
  ])('refuses the name %j, also for renaming', async (name) => {
    const answers = [await create(team.owner.browser, name), await patch({ name })]
    for (const { status, body } of answers) expect([status, body]).toMatchObject([400, { code: 'invalid_input' }])
  })
})

describe('renaming', () => {
  it('counts the version, holds for every member at once, and lets one of two editors through', async () => {
    const headers = { 'if-match': (await team.owner.browser.request(team.path)).headers.get('etag') ?? '' }
    const answers = await Promise.all([
      patch({ name: 'A' }, headers),
      patch({ name: 'B' }, headers, team.admin.browser),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412])
    expect(answers.find(({ status }) => status === 412)?.body).toMatchObject({ code: 'stale_version' })
    const { name } = await read()
    const seen = sessionReply.parse((await team.viewer.browser.request('/api/v1/auth/session')).body)
    expect(seen.workspaces.find(({ id }) => id === team.workspaceId)?.name).toBe(name)
    expect((await patch({ name: 'C' }, { 'if-match': '*' })).headers.get('etag')).toBe('"3"')
    expect((await patch({ name: 'C' })).body).toMatchObject({ version: 3 }) // nothing to change
    const entry = await world.database.prisma.auditEntry.findFirstOrThrow({
      where: { workspaceId: team.workspaceId, action: 'workspace.updated' },
      orderBy: { id: 'desc' },
    })
    expect(entry.changes).toEqual([{ field: 'name', before: name, after: 'C' }])
  })

  it('an address that another workspace has is a conflict, and one of two at once gets it', async () => {
    const other = await addPerson(world)
    const path = `${WORKSPACES}/${other.workspaceId}`
    const slug = `wanted-${other.userId.slice(0, 8)}`
    const answers = await Promise.all([
      patch({ slug }),
      other.browser.request(path, { method: 'PATCH', json: { slug } }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.body).toMatchObject({ code: 'conflict', issues: [{ path: 'slug' }] })
  })

  it.each([
    'api',
    'settings',
    'sign-in',
    'admin',
    'mointering',
    'www',
    'Upper',
    '-dash',
    'dash-',
    'a b',
    'ä',
    '../x',
    '',
  ])('refuses the address %j', async (slug) => {
    const { status, body } = await patch({ slug })
    expect([status, body]).toMatchObject([400, { code: 'invalid_input', issues: [{ path: 'slug' }] }])
  })
})

describe('giving away', () => {
  const transfer = (userId: string, browser = team.owner.browser) =>
    browser.request(`${team.path}/transfer`, { json: { userId } })

  it('makes the other the owner and oneself an admin, at once', async () => {
    const { owner, editor } = team
    expect((await transfer(editor.userId)).status).toBe(204)
    expect((await read()).role).toBe('admin')
    expect((await transfer(owner.userId)).status).toBe(403)
    expect((await listOf(editor.browser)).find(({ id }) => id === team.workspaceId)?.role).toBe('owner')
    const entry = await world.database.prisma.auditEntry.findFirstOrThrow({
      where: { action: 'workspace.transferred' },
    })
    expect(entry.changes).toEqual([{ field: 'owner', before: owner.email, after: editor.email }])
  })

  it('wants a fresh proof, and a member who is somebody else', async () => {
    expect((await transfer(team.stranger.userId)).status).toBe(404)
    expect((await transfer(team.owner.userId)).status).toBe(409)
    world.clock.aheadMs = 11 * 60_000
    await team.owner.browser.request('/api/v1/auth/refresh', { method: 'POST' })
    expect((await transfer(team.editor.userId)).body).toMatchObject({ code: 'reauthentication_required' })
    expect((await remove((await read()).name)).body).toMatchObject({ code: 'reauthentication_required' })
  })

  it('twice at once to two members leaves one new owner', async () => {
    const answers = await Promise.all([transfer(team.editor.userId), transfer(team.viewer.userId)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 403])
    const where = { workspaceId: team.workspaceId, role: 'owner' } as const
    expect(await world.database.prisma.membership.count({ where })).toBe(1)
  })
})

describe('deleting', () => {
  const addHeartbeat = async () => {
    const json = { kind: 'heartbeat', name: 'b', schedule: { type: 'interval', periodSeconds: 60 } }
    const made = monitor.parse((await team.owner.browser.request(`${team.path}/monitors`, { json })).body)
    const { key } = await world.database.prisma.monitor.findUniqueOrThrow({ where: { id: made.id } })
    const lastRevision = () =>
      world.database.prisma.scheduleRevision.findFirstOrThrow({
        where: { monitorKey: key },
        orderBy: { effectiveFrom: 'desc' },
      })
    return { key, call: new URL(made.heartbeatUrl ?? '').pathname, lastRevision }
  }
  const addApiKey = async () => {
    const secret = newApiKeySecret()
    const data = { workspaceId: team.workspaceId, name: 'k', prefix: secret.slice(0, 8), keyHash: hashOfApiKey(secret) }
    await world.database.prisma.apiKey.create({ data: { ...data, scopes: ['read'] } })
    return () => world.nobody().request(`${team.path}/monitors`, { headers: { authorization: `Bearer ${secret}` } })
  }

  it('wants the name typed, and an owner', async () => {
    const { name } = await read()
    expect((await remove('something')).body).toMatchObject({ issues: [{ path: 'confirmation' }] })
    expect((await remove(name, team.admin.browser)).status).toBe(403)
    expect((await remove(name, team.stranger.browser)).status).toBe(404)
    expect((await read()).deletedAt).toBeNull()
  })

  it('shuts everybody and everything out at once, and bringing it back brings all back', async () => {
    const { owner, admin, viewer } = team
    const { name } = await read()
    const { key, call, lastRevision } = await addHeartbeat()
    const byKey = await addApiKey()
    expect([(await byKey()).status, (await world.nobody().request(call)).status]).toEqual([200, 200])
    const stream = await viewer.browser.open(`${team.path}/events`)
    const told: string[] = []
    await using _notices = await world.cache.subscribe(MONITORS_CHANGED_CHANNEL, (message) => told.push(message))

    expect((await remove(name)).status).toBe(204)
    for (const { browser } of [owner, admin, viewer]) {
      for (const path of ['', '/members', '/monitors', '/events', '/invitations']) {
        expect((await browser.request(`${team.path}${path}`)).status).toBe(404)
      }
    }
    expect([(await byKey()).status, (await world.nobody().request(call)).status]).toEqual([401, 404])
    expect(await stream.text()).toContain('event: ready') // has ended
    expect(told).toEqual([String(key)])
    expect((await lastRevision()).enabled).toBe(false)
    const { monitors } = await readMonitorsByKey(world.database.pool, [key])
    expect(monitors.map(({ deleted }) => deleted)).toEqual([true])

    // Its owners see it, and they alone.
    const [deleted] = (await listOf(owner.browser)).filter(({ id }) => id === team.workspaceId)
    expect(Date.parse(deleted?.purgeAt ?? '') - Date.parse(deleted?.deletedAt ?? '')).toBe(WORKSPACE_GRACE_MS)
    for (const { browser } of [admin, viewer]) {
      expect((await listOf(browser)).map(({ id }) => id)).not.toContain(team.workspaceId)
      expect((await restore(browser)).status).toBe(404)
    }
    expect((await restore(team.stranger.browser)).status).toBe(404)

    const answer = await restore()
    expect(answer.body).toMatchObject({ id: team.workspaceId, deletedAt: null, version: 3 })
    expect((await restore()).body).toMatchObject({ version: 3 }) // nothing to bring back
    expect((await viewer.browser.request(`${team.path}/monitors`)).status).toBe(200)
    expect([(await byKey()).status, (await world.nobody().request(call)).status]).toEqual([200, 200])
    expect((await lastRevision()).enabled).toBe(true)
    expect(await actionsOf(team.workspaceId)).toEqual(
      expect.arrayContaining(['workspace.deleted', 'workspace.restored']),
    )
  })

  it('nobody brings back what is past its grace, and the list does not offer it', async () => {
    await remove((await read()).name)
    world.clock.aheadMs = WORKSPACE_GRACE_MS + 60_000
    const json = { email: team.owner.email, password: 'a long enough password' }
    await team.owner.browser.request('/api/v1/auth/sign-in', { json })
    expect((await restore()).status).toBe(404)
    expect((await listOf(team.owner.browser)).map(({ id }) => id)).not.toContain(team.workspaceId)
  })

  it('an invitation to a deleted workspace leads nowhere until it is back', async () => {
    const { token } = await inviteBy(team.owner.browser, team.path, team.stranger.email)
    await remove((await read()).name)
    const accept = () => team.stranger.browser.request('/api/v1/auth/invitations/accept', { json: { token } })
    expect((await accept()).status).toBe(410)
    await restore()
    expect((await accept()).status).toBe(200)
  })
})
