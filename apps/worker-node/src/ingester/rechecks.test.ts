import { initialStatus } from '@mointering/monitoring-core/status-machine'
import { expect, test } from 'vitest'
import { sampleMonitor, T0 } from '../testing/sample-monitor.js'
import { absorb } from './judge.js'
import type { MonitorMemory, Observation } from './monitor-memory.js'
import { missingLooks, nameOf } from './rechecks.js'

const LOCAL = ['local']
const down = (region = 'local', attempt = 0, slotMs = T0): Observation => ({
  slotMs,
  region,
  attempt,
  verdict: 'down',
  reason: 'why',
})
const up = (region = 'local', attempt = 0, slotMs = T0): Observation => ({
  slotMs,
  region,
  attempt,
  verdict: 'up',
  reason: null,
})

function after(
  seen: Observation[],
  changes: Parameters<typeof sampleMonitor>[0] = {},
  defaultRegions = LOCAL,
): MonitorMemory {
  const empty = { monitor: sampleMonitor(changes), status: initialStatus, reason: null, before: null, slots: [] }
  return seen.reduce<MonitorMemory>(
    (memory, observation) => absorb(memory, [observation], { nowMs: observation.slotMs + 100, defaultRegions }),
    empty,
  )
}

const looksOf = (
  memory: MonitorMemory,
  { nowMs = T0 + 100, livingRegions = LOCAL, defaultRegions = LOCAL, asked = [] as string[] } = {},
) => missingLooks(memory, { nowMs, livingRegions, defaultRegions, asked: new Set(asked) }).map(nameOf)

test('a first failure is looked at again from the same region where there is no other one', () => {
  expect(looksOf(after([down()]))).toEqual(['local 1'])
})

test('other living regions are asked first', () => {
  expect(looksOf(after([down()]), { livingRegions: ['local', 'eu', 'us'] })).toEqual(['eu 1'])
  expect(looksOf(after([down()], { confirmations: 4 }), { livingRegions: ['local', 'eu', 'us'] })).toEqual([
    'eu 1',
    'us 1',
    'local 1',
  ])
})

test('nothing is asked for twice, and one look of a region is under way at a time', () => {
  expect(looksOf(after([down()]), { asked: ['local 1'] })).toEqual([])
  const twice = after([down(), down('local', 1)], { confirmations: 3 })
  expect(looksOf(twice, { asked: ['local 1'] })).toEqual(['local 2'])
})

test('regions that are still to answer may confirm by themselves', () => {
  const regions = ['eu', 'us']
  expect(looksOf(after([down('eu')], { regions }), { livingRegions: ['eu', 'us', 'asia'] })).toEqual([])
  expect(looksOf(after([down('eu'), up('us')], { regions }), { livingRegions: ['eu', 'us', 'asia'] })).toEqual([
    'asia 1',
  ])
})

test('a failure of the slot before counts', () => {
  const second = T0 + 60_000
  const memory = after([down(), down('local', 0, second)], { confirmations: 3 })
  expect(looksOf(memory, { nowMs: second + 100 })).toEqual(['local 1'])
  expect(looksOf(after([down(), down('local', 0, second)]), { nowMs: second + 100 })).toEqual([])
})

test.each([
  ['it is up', after([up()]), {}],
  ['a re-check was good', after([down(), up('local', 1)]), {}],
  ['one look is enough', after([down()], { confirmations: 1 }), {}],
  ['it would not end within the interval', after([down()]), { nowMs: T0 + 59_500 }],
  ['it is paused', after([down()], { enabled: false }), {}],
])('nothing is asked for when %s', (_, memory, at) => expect(looksOf(memory, at)).toEqual([]))

test('the same region takes a breath first, other ones do not', () => {
  const at = { nowMs: T0 + 100, defaultRegions: LOCAL, livingRegions: ['local', 'eu'], asked: new Set<string>() }
  const [other, same] = missingLooks(after([down()], { confirmations: 3 }), at)
  expect([other?.waitMs, same?.waitMs]).toEqual([0, 2000])
  const [quick] = missingLooks(after([down()], { intervalSeconds: 10 }), { ...at, livingRegions: LOCAL })
  expect(quick?.waitMs).toBe(500)
})
