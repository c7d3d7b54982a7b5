import { randomBytes, randomUUID } from 'node:crypto'
import { probeSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { mapSecrets } from '@mointering/api-contract/monitors/secret-fields'
import { checkTask } from '@mointering/api-contract/pipeline/messages'
import { monitorSecretContext } from '@mointering/backend-common/crypto/monitor-secrets'
import { createSealer } from '@mointering/backend-common/crypto/sealer'
import { startHttpTarget } from '@mointering/test-kit/targets/http-targets'
import { expect, test } from 'vitest'
import { checkParsed } from '../../test/check-in-test.js'
import { sampleTask } from '../testing/sample-result.js'
import { createOpenTask } from './open-task.js'

const newKey = () => new Uint8Array(randomBytes(32))
const [key, older, foreign] = [newKey(), newKey(), newKey()]
const monitorId = randomUUID()

const settingsFor = (url: string) =>
  probeSettings.parse({
    kind: 'http',
    url,
    method: 'POST',
    body: 'a secret body',
    headers: [
      { name: 'Accept', value: 'text/html' },
      { name: 'X-Api-Key', value: 'secret 1' },
      { name: 'x-api-key', value: 'secret 2' },
    ],
    authentication: { scheme: 'basic', username: 'ada', password: 'secret 3' },
  })
const plain = settingsFor('https://example.org/')
const sealedWith = (sealingKey: Uint8Array, settings = plain, id = monitorId) =>
  mapSecrets(settings, (secret, place) => createSealer([sealingKey]).seal(secret, monitorSecretContext(id, place)))
const taskOf = (settings: typeof plain, secretsOf: string | undefined = monitorId) =>
  checkTask.parse(JSON.parse(JSON.stringify(sampleTask({ settings, ...(secretsOf && { secretsOf }) }))))

test('a message holds no secret, and its prober reads them all', () => {
  const task = taskOf(sealedWith(key))
  expect(JSON.stringify(task)).not.toContain('secret ')
  expect(JSON.stringify(task)).toContain('text/html')
  const openTask = createOpenTask([key])
  expect(openTask(task)).toEqual(plain)
  expect(openTask(task)).toEqual(plain) // from memory
  expect(createOpenTask([key, older])(taskOf(sealedWith(older)))).toEqual(plain)
})

test('what was stored before secrets were sealed is taken as it is', () => {
  expect(createOpenTask([key])(taskOf(plain))).toEqual(plain)
})

test.each([
  ['sealed with an unknown key', sealedWith(foreign), [key]],
  ['sealed for another monitor', sealedWith(key, plain, randomUUID()), [key]],
  ['without any key', sealedWith(key), []],
])('a secret %s makes the check unknown, never down, and nothing is sent', async (_, sealed, keys) => {
  let visits = 0
  await using target = await startHttpTarget((_req, res) => {
    visits += 1
    res.end()
  })
  const settings = { ...sealed, url: `http://127.0.0.1:${target.port}/` }
  const openTask = createOpenTask(keys)
  const result = await checkParsed(settings, { openTask: (task) => openTask({ ...task, secretsOf: monitorId }) })
  expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'secrets_unreadable' })
  expect(visits).toBe(0)
})

test('a secret that was moved to another place is not opened: a body may be read by people, a password by nobody', () => {
  const sealed = sealedWith(key)
  if (sealed.kind !== 'http' || sealed.authentication?.scheme !== 'basic') throw new Error('It was an HTTP monitor')
  const moved = { ...sealed, body: sealed.authentication.password }
  expect(() => createOpenTask([key])(taskOf(moved))).toThrow('cannot open the body')
})
