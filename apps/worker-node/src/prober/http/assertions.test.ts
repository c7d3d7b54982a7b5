import { describe, expect, test } from 'vitest'
import { checkAssertions } from './assertions.js'
import type { Comparison } from './compare.js'

const JSON_TEXT = JSON.stringify({
  status: 'ok',
  version: '1.10.2',
  users: 42,
  ready: true,
  error: null,
  nodes: [
    { name: 'a', load: 0.5 },
    { name: 'b', load: 1.5 },
  ],
})
const headers = { 'x-version': '7', 'set-cookie': ['a=1', 'b=2'], 'content-type': 'application/json' }

const json = (path: string, comparison: Comparison, value?: string) => ({
  source: 'json' as const,
  path,
  comparison,
  ...(value === undefined ? {} : { value }),
})
const run = (...assertions: Parameters<typeof checkAssertions>[0]) =>
  checkAssertions(assertions, headers, { text: JSON_TEXT, complete: true })

describe('assertions that hold', () => {
  test.each<[string, Comparison, string?]>([
    ['$.status', 'equals', 'ok'],
    ['$.users', 'equals', '42'],
    ['$.users', 'equals', '42.0'],
    ['$.ready', 'equals', 'true'],
    ['$.error', 'equals', 'null'],
    ['$.error', 'exists'],
    ['$.nothing', 'absent'],
    ['$.status', 'notEquals', 'down'],
    ['$.nodes[0]', 'equals', '{"load":0.5,"name":"a"}'],
    ['$.nodes[*].name', 'equals', 'b'],
    ['$.nodes[*].name', 'notEquals', 'c'],
    ['$.version', 'contains', '.10.'],
    ['$.nodes[*].name', 'notContains', 'z'],
    ['$.version', 'matches', '^\\d+\\.\\d+\\.\\d+$'],
    ['$.users', 'greaterThan', '41.9'],
    ['$.nodes[?@.name=="a"].load', 'lessThan', '1'],
    ['$..load', 'greaterThan', '1'],
    ['$["users"]', 'lessThan', '1e3'],
  ])('%s %s %s', (path, comparison, value) => expect(run(json(path, comparison, value))).toBeNull())

  test('on headers, in any case', () => {
    expect(run({ source: 'header', name: 'X-Version', comparison: 'greaterThan', value: '6' })).toBeNull()
    expect(run({ source: 'header', name: 'Set-Cookie', comparison: 'equals', value: 'b=2' })).toBeNull()
    expect(run({ source: 'header', name: 'X-Other', comparison: 'absent' })).toBeNull()
  })
})

describe('assertions that do not hold say what there is', () => {
  test.each<[string, Comparison, string, string]>([
    ['$.status', 'equals', 'down', 'Expected $.status: equals “down”, but it is “ok”.'],
    ['$.users', 'equals', '', 'Expected $.users: equals “”, but it is 42.'],
    ['$.nodes[*].load', 'greaterThan', '9', 'Expected $.nodes[*].load: greaterThan “9”, but it is 0.5, 1.5.'],
    ['$.nothing', 'notEquals', 'x', 'Expected $.nothing: notEquals “x”, but nothing is there.'],
    ['$.version', 'greaterThan', '1', 'Expected $.version: greaterThan “1”, but it is “1.10.2”.'],
    ['$.nodes[*].name', 'notEquals', 'b', 'Expected $.nodes[*].name: notEquals “b”, but it is “a”, “b”.'],
  ])('%s %s %s', (path, comparison, value, message) =>
    expect(run(json(path, comparison, value))).toMatchObject({ verdict: 'down', code: 'assertion_failed', message }),
  )
})

describe('assertions that cannot be evaluated are unknown', () => {
  test.each<[string, Comparison, string]>([
    ['$.[', 'exists', ''],
    ['status', 'equals', 'ok'],
    ['$.status', 'matches', '('],
    ['$.x[?nope(@.a)]', 'exists', ''],
  ])('%s %s %s', (path, comparison, value) =>
    expect(run(json(path, comparison, value))).toMatchObject({ verdict: 'unknown', code: 'assertion_invalid' }),
  )

  test.each([
    ['a regular expression that explodes', json('$.long', 'matches', '^(a+)+$')],
    ['a path that explodes', json(`$${'[*,*,*,*,*]'.repeat(30)}`, 'exists')],
    ['a filter that explodes', json('$.list[?count($..*) > 1 && count($..*) > 2]', 'exists')],
    ['a pattern in a filter that explodes', json('$[?match(@, "(a+)+b")]', 'exists')],
  ])('%s is stopped', (_name, assertion) => {
    let deep: unknown = 1
    for (let i = 0; i < 40; i += 1) deep = [deep]
    const text = JSON.stringify({ long: `${'a'.repeat(60)}!`, list: Array.from({ length: 20_000 }, (_, i) => i), deep })
    const startedAt = performance.now()
    const body = assertion.path.startsWith('$[*') ? JSON.stringify(deep) : text
    const finding = checkAssertions([assertion], {}, { text: body, complete: true })
    expect(finding).toMatchObject({ verdict: 'unknown', code: 'assertion_invalid' })
    expect(finding?.message).toContain('stopped after 100 ms')
    expect(performance.now() - startedAt).toBeLessThan(5000)
  })
})

test.each([
  ['<html>', true],
  ['{"a":', false],
])('a body that is not JSON is down: %s', (text, complete) => {
  const finding = checkAssertions([json('$.a', 'exists')], {}, { text, complete })
  expect(finding).toMatchObject({ verdict: 'down', code: 'body_not_json' })
})
