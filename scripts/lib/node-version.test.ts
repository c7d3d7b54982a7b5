import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { MINIMUM_NODE as doctorsMinimum } from '../../apps/standalone/src/cli/doctor-command.js'
import { MINIMUM_NODE, nodeVersionProblem } from './node-version.mjs'

test.each([
  ['20.19.0', false],
  ['20.20.2', false],
  ['22.0.0', false],
  ['24.1.0', false],
  ['20.18.3', true],
  ['18.20.4', true],
  ['8.17.0', true],
])('Node %s is too old: %s', (version, tooOld) => expect(nodeVersionProblem(version) !== null).toBe(tooOld))

test('package.json, the scripts and the doctor agree on the oldest Node', () => {
  const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect([MINIMUM_NODE, doctorsMinimum]).toEqual([engines.node.replace('>=', ''), engines.node.replace('>=', '')])
})
