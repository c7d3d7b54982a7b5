import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkNamedTests } from './named-tests.mjs'
import { readProject } from './project-files.mjs'

const SOURCE = `
describe('streams', () => {
  it('are counted', { timeout: 1 }, async () => {})
  it.each([1, 2])("the %s th one’s end (seed \${SEED})", () => {})
})
it.each(['a'])('%s', () => {})
call('are not a title', 1)
`
const problemsOf = (text: string) =>
  checkNamedTests([
    { path: 'apps/a/test/events.test.ts', text: SOURCE },
    { path: 'docs/security.md', text },
  ])

test.each([
  '[events](../apps/a/test/events.test.ts) “are counted” “streams”',
  '| a | [events](../apps/a/test/events.test.ts) “the 3 th one’s end (seed …)” |',
  'the [events](../apps/a/test/events.test.ts), and “words in quotes”',
])('%s is true', (text) => expect(problemsOf(text)).toEqual([]))

test.each([
  ['[x](../apps/a/test/gone.test.ts) “are counted”', 'docs/security.md: there is no apps/a/test/gone.test.ts'],
  ['[x](../apps/a/test/events.test.ts) “are”', 'docs/security.md: apps/a/test/events.test.ts has no test “are”'],
  [
    '[x](../apps/a/test/events.test.ts) “are counted” “are not a title”',
    'docs/security.md: apps/a/test/events.test.ts has no test “are not a title”',
  ],
])('%s is caught', (text, problem) => expect(problemsOf(text)).toEqual([problem]))

const project = readProject(fileURLToPath(new URL('../..', import.meta.url)))
const documentOf = (path: string) => project.find((file: { path: string }) => file.path === path)?.text ?? ''

test('every test that docs/security.md names is there', () => {
  expect(checkNamedTests(project)).toEqual([])
  const named = documentOf('docs/security.md').match(/“[^”]+”/g) ?? []
  expect(named.length).toBeGreaterThan(100)
})
