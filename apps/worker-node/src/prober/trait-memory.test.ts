import { probeSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { type CheckTask, targetTraits } from '@mointering/api-contract/pipeline/messages'
import { expect, test } from 'vitest'
import { createTrace } from './probe.js'
import { createTraitMemory } from './trait-memory.js'

const task = (monitorKey: number | null): CheckTask => ({
  monitorKey,
  slot: 0,
  attempt: 0,
  notAfter: 1,
  timeoutMs: 1000,
  settings: probeSettings.parse({ kind: 'tcp', host: 'shop.example', port: 80 }),
})
const SHOWN = {
  ...createTrace(),
  addresses: ['203.0.113.9', '203.0.113.1'],
  redirects: ['https://shop.example/', 'https://shop.example/welcome?token=secret#part'],
  headers: ['Date', 'server', 'Server', 'nginx'],
}

test('tells what a target shows once, and then only what is new', () => {
  const memory = createTraitMemory()
  const traits = { addresses: '203.0.113.1, 203.0.113.9', redirect: 'https://shop.example/welcome', server: 'nginx' }
  expect(targetTraits.parse(memory.news(task(1), SHOWN))).toEqual(traits)
  expect(memory.news(task(1), { ...SHOWN, addresses: SHOWN.addresses.toReversed() })).toBeUndefined()
  expect(memory.news(task(2), SHOWN)).toEqual(traits)
  expect(memory.news(task(1), { ...SHOWN, addresses: ['198.51.100.1'] })).toEqual({
    ...traits,
    addresses: '198.51.100.1',
  })
})

test('tells nothing of checks that are not kept', () => {
  expect(createTraitMemory().news(task(null), SHOWN)).toBeUndefined()
})

test('a header of any length fits the message', () => {
  const news = createTraitMemory().news(task(1), { ...createTrace(), headers: ['server', 'x'.repeat(9000)] })
  expect(targetTraits.parse(news).server).toHaveLength(500)
})
