import { expect, test } from 'vitest'
import { type RoutingRule, routeOf } from './notice-routing.js'

const rule = (position: number, changes: Partial<RoutingRule>): RoutingRule => ({
  id: `rule ${position}`,
  position,
  tags: [],
  monitorIds: [],
  severities: [],
  channelIds: [`rule ${position}`],
  escalationPolicyId: null,
  ...changes,
})
const shop = { monitorId: 'shop', tags: ['prod', 'eu'], severity: 'critical' }

test.each<[string, RoutingRule[], string]>([
  ['no rule', [], 'default'],
  ['a rule for everything', [rule(1, {})], 'rule 1'],
  ['one of its tags', [rule(1, { tags: ['test', 'eu'] })], 'rule 1'],
  ['none of its tags', [rule(1, { tags: ['test'] })], 'default'],
  ['itself', [rule(1, { monitorIds: ['shop'] })], 'rule 1'],
  ['another monitor', [rule(1, { monitorIds: ['blog'] })], 'default'],
  ['another severity', [rule(1, { severities: ['warning'] })], 'default'],
  ['all of it must fit', [rule(1, { tags: ['eu'], severities: ['warning'] })], 'default'],
  ['the first by position', [rule(2, {}), rule(1, { tags: ['prod'] })], 'rule 1'],
])('%s', (_, rules, expected) => expect(routeOf(shop, rules, ['default']).channelIds).toEqual([expected]))

test('what is about no monitor fits no rule for monitors', () => {
  const region = { monitorId: null, tags: [], severity: 'critical' }
  expect(routeOf(region, [rule(1, { monitorIds: ['shop'] })], ['default']).channelIds).toEqual(['default'])
})

test('a rule may say to tell nobody', () => {
  expect(routeOf(shop, [rule(1, { channelIds: [] })], ['default']).channelIds).toEqual([])
})
