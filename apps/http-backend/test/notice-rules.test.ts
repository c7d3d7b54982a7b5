import { channel } from '@mointering/api-contract/http/channels'
import { escalationPolicy } from '@mointering/api-contract/http/escalation'
import { noticeRouteReply, noticeRule, noticeRulesReply } from '@mointering/api-contract/http/notice-rules'
import { monitor } from '@mointering/api-contract/monitors/monitor'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'

let world: ApiWorld
let people: People
let [ops, office, shop, blog, policy] = ['', '', '', '', '']
const ask = (path: string, options: object = {}, who = people.alice) => who.request(`${people.path}/${path}`, options)
const add = async (json: object) => noticeRule.parse((await ask('notice-rules', { json })).body)
const namesNow = async () => noticeRulesReply.parse((await ask('notice-rules')).body).items.map(({ name }) => name)
const routeOf = async (monitorId: string, severity = 'critical') =>
  noticeRouteReply.parse((await ask(`monitors/${monitorId}/notice-route?severity=${severity}`)).body)

beforeAll(async () => {
  world = await startWorld()
  people = await addPeople(world)
  const addChannel = async (name: string, isDefault: boolean) => {
    const json = { name, isDefault, settings: { kind: 'email', to: ['ops@example.org'] } }
    return channel.parse((await ask('channels', { json })).body).id
  }
  const addMonitor = async (name: string) =>
    monitor.parse((await ask('monitors', { json: { kind: 'http', name, url: 'https://example.org/' } })).body).id
  ops = await addChannel('Ops', false)
  office = await addChannel('Office', true)
  shop = await addMonitor('Shop')
  blog = await addMonitor('Blog')
  const json = { name: 'Office', steps: [{ delaySeconds: 0, targets: [{ kind: 'channel', id: ops }] }] }
  policy = escalationPolicy.parse((await ask('escalation-policies', { json })).body).id
})
afterAll(() => world[Symbol.asyncDispose]())

it('the first rule that fits decides, the default channels where none does', async () => {
  const critical = await add({ name: 'Critical', monitorIds: [shop], severities: ['critical'], channelIds: [ops] })
  const rest = await add({ name: 'Rest', monitorIds: [shop], channelIds: [office], escalationPolicyId: policy })
  expect(await routeOf(shop)).toEqual({ ruleId: critical.id, channelIds: [ops], escalationPolicyId: null })
  expect(await routeOf(shop, 'warning')).toEqual({ ruleId: rest.id, channelIds: [office], escalationPolicyId: policy })
  expect(await routeOf(blog)).toEqual({ ruleId: null, channelIds: [office], escalationPolicyId: null })

  const order = await ask('notice-rules/order', { json: { ids: [rest.id, critical.id] } })
  expect(noticeRulesReply.parse(order.body).items.map(({ position }) => position)).toEqual([1, 2])
  expect(await namesNow()).toEqual(['Rest', 'Critical'])
  expect((await routeOf(shop)).ruleId).toBe(rest.id)
})

it('an order that leaves out, repeats or adds a rule changes nothing', async () => {
  const before = noticeRulesReply.parse((await ask('notice-rules')).body).items.map(({ id }) => id)
  for (const ids of [before.slice(1), [...before, before[0]], [...before.slice(1), shop]])
    expect((await ask('notice-rules/order', { json: { ids } })).status).toBe(409)
  expect(noticeRulesReply.parse((await ask('notice-rules')).body).items.map(({ id }) => id)).toEqual(before)
})

it('of two people who change a rule the second is told, and nothing is lost', async () => {
  const { id, version } = await add({ name: 'Both', tags: ['shop'], channelIds: [ops] })
  const patch = (json: object, ifMatch: string) =>
    ask(`notice-rules/${id}`, { method: 'PATCH', json, headers: { 'if-match': ifMatch } })
  const changed = await patch({ channelIds: [] }, `"${version}"`)
  expect(noticeRule.parse(changed.body)).toMatchObject({ name: 'Both', tags: ['shop'], channelIds: [] })
  expect((await patch({ name: 'Mine' }, `"${version}"`)).status).toBe(412)
  expect((await ask(`notice-rules/${id}`, { method: 'DELETE' })).status).toBe(204)
  expect((await ask(`notice-rules/${id}`)).status).toBe(404)
  const actions = await world.database.prisma.auditEntry.findMany({
    where: { objectId: id },
    orderBy: { id: 'asc' },
    select: { action: true },
  })
  expect(actions.map(({ action }) => action)).toEqual([
    'notice_rule.created',
    'notice_rule.updated',
    'notice_rule.deleted',
  ])
})

it('what belongs to another workspace is refused, and said at its field', async () => {
  const NOTHING = '11111111-1111-4111-8111-111111111111'
  for (const [path, json] of [
    ['channelIds', { channelIds: [NOTHING] }],
    ['monitorIds', { monitorIds: [NOTHING] }],
    ['escalationPolicyId', { escalationPolicyId: NOTHING }],
  ] as const) {
    const answer = await ask('notice-rules', { json: { name: 'Stolen', ...json } })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).toContain(path)
  }
})
