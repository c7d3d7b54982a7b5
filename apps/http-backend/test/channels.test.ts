import {
  type Channel,
  channel,
  channelsReply,
  deliveriesReply,
  testChannelReply,
} from '@mointering/api-contract/http/channels'
import { SECRET_MASK } from '@mointering/api-contract/monitors/secret-mask'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'

const TOKEN = '123456:ABCDEFGHIJKLMNOPQRSTUVWX'
const BOT = { kind: 'telegram', server: 'https://push.example.org', token: TOKEN, chatId: '-100', threadId: null }
let world: ApiWorld
let people: People
let path: string
beforeAll(async () => {
  world = await startWorld()
  people = await addPeople(world)
  path = `${people.path}/channels`
})
afterAll(() => world[Symbol.asyncDispose]())

async function add(settings: object, more: object = {}): Promise<Channel> {
  const answer = await people.alice.request(path, { json: { name: 'Team', settings, ...more } })
  expect(answer.status, answer.text).toBe(201)
  return channel.parse(answer.body)
}
const change = (id: string, json: object, headers: Record<string, string> = {}) =>
  people.alice.request(`${path}/${id}`, { method: 'PATCH', json, headers })
const stored = async (id: string) =>
  JSON.stringify((await world.database.prisma.channel.findUnique({ where: { id } }))?.settings)

it('keeps secrets sealed, and answers them to nobody', async () => {
  const made = await add(BOT)
  expect(made.settings).toEqual({ ...BOT, token: SECRET_MASK })
  expect(await stored(made.id)).not.toContain(TOKEN)
  const listed = await people.alice.request(path)
  expect(listed.text).not.toContain(TOKEN)
  expect(channelsReply.parse(listed.body).items.map(({ id }) => id)).toContain(made.id)
  const audited = await world.database.pool.query('select audit_entry::text as row from audit_entry')
  expect(JSON.stringify(audited.rows)).not.toContain(TOKEN)
  expect(world.logged.join('\n')).not.toContain(TOKEN)
})

it('a mask keeps the stored secret, but not for another address', async () => {
  const made = await add(BOT)
  const before = await stored(made.id)
  expect((await change(made.id, { settings: made.settings, name: 'Other' })).status).toBe(200)
  expect(await stored(made.id)).toBe(before)
  const stolen = await change(made.id, { settings: { ...made.settings, server: 'https://evil.example.org' } })
  expect(stolen.status).toBe(400)
  expect(stolen.body).toMatchObject({ issues: [{ path: 'settings.token' }] })
  const moved = { ...BOT, server: 'https://new.example.org', token: '654321:ABCDEFGHIJKLMNOPQRSTUVWX' }
  expect((await change(made.id, { settings: moved })).status).toBe(200)
  expect(await stored(made.id)).not.toBe(before)
})

it.each([
  ['another kind', { kind: 'email', to: ['a@example.org'] }, 'settings.kind'],
  ['no settings of its kind', { ...BOT, server: 'ftp://x' }, 'settings.server'],
  ['a text that says it is sealed', { ...BOT, token: 'v1:nothing:AAAA' }, null],
])('changing it to %s', async (_, settings, field) => {
  const made = await add(BOT)
  const answer = await change(made.id, { settings })
  if (field === null) expect(answer.status).toBeLessThan(500)
  else expect(answer.body).toMatchObject({ status: 400, issues: [{ path: field }] })
})

it('cannot be of a kind on which this release tells nothing', async () => {
  const settings = { kind: 'gotify', server: 'https://push.example.org', token: 'abc' }
  const answer = await people.alice.request(path, { json: { name: 'Team', settings } })
  expect(answer.body).toMatchObject({ status: 400, issues: [{ path: 'settings.kind' }] })
})

it('a fall-back is another channel of the workspace, and never a circle', async () => {
  const [first, second] = [await add(BOT), await add(BOT)]
  expect((await change(first.id, { fallbackId: second.id })).status).toBe(200)
  expect((await change(second.id, { fallbackId: first.id })).status).toBe(400)
  expect((await change(first.id, { fallbackId: first.id })).status).toBe(400)
  expect((await change(first.id, { fallbackId: crypto.randomUUID() })).status).toBe(400)
})

it('two people who change it at once: the second is told', async () => {
  const made = await add(BOT)
  expect((await change(made.id, { name: 'A' }, { 'if-match': '"1"' })).status).toBe(200)
  expect((await change(made.id, { name: 'B' }, { 'if-match': '"1"' })).status).toBe(412)
})

it('a test goes through the outbox and says how it went, and is in the list of what was told', async () => {
  const made = await add(BOT)
  const { prisma } = world.database
  const answer = people.alice.request(`${path}/${made.id}/test`, { json: {} })
  const [waiting] = await vi.waitFor(async () => {
    const rows = await prisma.delivery.findMany({ where: { channelId: made.id } })
    expect(rows).toHaveLength(1)
    return rows
  })
  await prisma.delivery.update({
    where: { id: waiting?.id ?? '' },
    data: { state: 'dead', nextAttemptAt: null, lastError: 'HTTP 401: unauthorized' },
  })
  expect(testChannelReply.parse((await answer).body)).toMatchObject({
    state: 'dead',
    lastError: 'HTTP 401: unauthorized',
  })
  const told = deliveriesReply.parse((await people.bob.request(`${people.path}/deliveries?channelId=${made.id}`)).body)
  expect(told.items).toMatchObject([{ kind: 'test', state: 'dead', channel: { name: 'Team' } }])
})

it('tests mail nobody without end, however many channels name the address', async () => {
  const testOnce = async (to: string) => {
    const made = await add({ kind: 'email', to: [to] })
    const answer = people.alice.request(`${path}/${made.id}/test`, { json: {} })
    const isRefused = answer.then(({ status }) => status === 429)
    const isQueued = vi.waitFor(async () => {
      expect(await world.database.prisma.delivery.count({ where: { channelId: made.id } })).toBe(1)
      return false
    })
    await Promise.race([isRefused, isQueued])
    await people.alice.request(`${path}/${made.id}`, { method: 'DELETE' }) // forgets what was told on it
    return (await answer).status
  }
  for (let times = 0; times < 10; times++) expect(await testOnce('victim@example.org')).toBe(404)
  expect(await testOnce('Victim@example.org')).toBe(429)
  expect(await testOnce('other@example.org')).toBe(404)
})

it('goes with what was to be told on it, and the audit log tells of it', async () => {
  const made = await add(BOT)
  expect((await people.alice.request(`${path}/${made.id}`, { method: 'DELETE' })).status).toBe(204)
  expect((await people.alice.request(`${path}/${made.id}`)).status).toBe(404)
  const entries = await world.database.prisma.auditEntry.findMany({
    where: { objectId: made.id },
    orderBy: { id: 'asc' },
  })
  expect(entries.map(({ action }) => action)).toEqual(['channel.created', 'channel.deleted'])
})

it('is seen by viewers, changed by editors, and unknown to strangers', async () => {
  const made = await add(BOT)
  const one = `${path}/${made.id}`
  expect((await people.bob.request(one)).status).toBe(200)
  expect((await people.bob.request(one, { method: 'DELETE' })).status).toBe(403)
  expect((await people.charlie.request(one)).status).toBe(404)
  const { workspaceId } = await world.signUp({
    email: 'dora@example.org',
    password: 'dora likes long words',
    name: 'Dora',
  })
  expect((await people.alice.request(`/api/v1/workspaces/${workspaceId}/channels/${made.id}`)).status).toBe(404)
})

it('the mail to a member’s own address stays theirs: it can be switched off, but not sent elsewhere', async () => {
  const { workspaceId } = people
  const { prisma } = world.database
  const { userId } = await prisma.membership.findFirstOrThrow({ where: { workspaceId, role: 'viewer' } })
  const settings = { kind: 'email', to: ['bob@example.org'] }
  const own = await prisma.channel.create({
    data: { workspaceId, memberId: userId, kind: 'email', name: 'On call: Bob', settings },
  })
  const stolen = await change(own.id, { settings: { kind: 'email', to: ['eve@example.org'] } })
  expect(stolen.body).toMatchObject({ status: 409, code: 'conflict' })
  expect((await change(own.id, { settings, enabled: false })).status).toBe(200)
  expect(await stored(own.id)).toContain('bob@example.org')
})
