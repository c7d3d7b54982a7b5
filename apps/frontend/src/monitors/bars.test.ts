import { describe, expect, test } from 'vitest'
import { toBar } from './bars'

const day = (fields: object) => ({
  start: '2026-11-02T00:00:00.000Z',
  uptime: 1,
  coverage: 1,
  expected: 1440,
  observed: 1440,
  ...fields,
})
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('a bar', () => {
  test('all good is one good piece', () =>
    expect(toBar(day({}))).toMatchObject({ good: 1, down: 0, unseen: 0, absent: false }))
  test('one failed slot of a day is visible', () =>
    expect(toBar(day({ uptime: 1439 / 1440 })).down).toBeGreaterThanOrEqual(0.2))
  test('worse days are higher', () =>
    expect(toBar(day({ uptime: 0.5 })).down).toBeGreaterThan(toBar(day({ uptime: 0.9 })).down))
  test('a day without any good slot is all down', () =>
    expect(toBar(day({ uptime: 0 }))).toMatchObject({ down: 1, good: 0 }))
  test('what was not seen is neither good nor down', () => {
    const bar = toBar(day({ coverage: 0.9, observed: 1296 }))
    expect(bar.unseen).toBeGreaterThan(0.2)
    expect(bar.down).toBe(0)
  })
  test('nothing seen is all hatch, not down', () =>
    expect(toBar(day({ uptime: null, coverage: 0, observed: 0 }))).toMatchObject({ unseen: 1, good: 0, down: 0 }))
  test('nothing expected is absent', () =>
    expect(toBar(day({ uptime: null, coverage: null, expected: 0, observed: 0 }))).toMatchObject({
      absent: true,
      unseen: 0,
    }))
  test.each([
    { uptime: 0.3, coverage: 0.4 },
    { uptime: 0.99, coverage: 0.999, degraded: 700 },
    { uptime: 0, coverage: 0.01, observed: 14 },
  ])('the pieces of %j add up to the whole', (fields) => {
    const { down, degraded, good, unseen } = toBar(day(fields))
    expect(down + degraded + good + unseen).toBeCloseTo(1)
  })
  test('says its day, uptime and coverage', () => {
    expect(plain(toBar(day({ uptime: 0.99999, coverage: 0.982 })).text)).toBe('Mon 2 Nov: 99.99 % up, seen 98.2 %')
    expect(toBar(day({ expected: 0, observed: 0, uptime: null, coverage: null })).text).toBe('Mon 2 Nov: not watched')
  })
})
