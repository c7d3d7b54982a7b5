import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMonitorSealer, deriveSealingKey } from '@mointering/backend-common/crypto/encryption-keys'
import { createTestDatabase } from '@mointering/test-kit/services/test-database'
import { startHttpTarget } from '@mointering/test-kit/targets/http-targets'
import { expect, test, vi } from 'vitest'
import { signIn, signUp } from './support/api-client.js'
import { fromSources, run, startMointering, temporaryFolder } from './support/running-mointering.js'

const secrets = (command: string, env: NodeJS.ProcessEnv) => run(fromSources('secrets', command), env)
const SECRET = 'hunter2-of-the-monitor'

test('embedded: a rotation makes a new key, seals everything anew, and the next check still knows its secret', {
  timeout: 120_000,
}, async () => {
  using folder = temporaryFolder()
  const env = { MOINTERING_DATA_DIR: folder.path }
  const keyFile = () => JSON.parse(readFileSync(join(folder.path, 'secrets.json'), 'utf8'))
  const sent: (string | undefined)[] = []
  await using target = await startHttpTarget((req, res) => {
    sent.push(req.headers.authorization)
    res.end('ok')
  })
  const seesSecret = () =>
    vi.waitFor(() => expect(sent).toContain(`Bearer ${SECRET}`), { timeout: 20_000, interval: 100 })

  const first = await startMointering(fromSources('start', '--no-pages'), folder.path)
  const ada = await signUp(first.url, 'ada@example.org')
  await ada.addMonitor({
    kind: 'http',
    name: 'Target',
    url: `http://127.0.0.1:${target.port}/`,
    intervalSeconds: 1,
    timeoutMs: 1000,
    authentication: { scheme: 'bearer', token: SECRET },
  })
  await seesSecret()
  const busy = await secrets('rotate', env)
  expect([busy.code, busy.stderr]).toEqual([
    1,
    expect.stringMatching(/^Mointering is already running on the data folder/),
  ])
  await first.stop('SIGTERM')

  const before = keyFile()
  const rotated = await secrets('rotate', env)
  expect(rotated.stderr).toBe('')
  expect(rotated.stdout).toMatch(
    /^Sealed anew: 1 monitor, 0 channels, 0 second factors, 0 mails\.\n {2}monitors +1 with the current key [0-9a-f]{8}\n/,
  )
  expect(rotated.stdout).toContain('The old key is gone from the data folder.')
  expect(rotated.code).toBe(0)
  expect(keyFile()).toMatchObject({ databasePassword: before.databasePassword, previousEncryptionKeys: [] })
  expect(keyFile().encryptionKey).not.toBe(before.encryptionKey)

  sent.length = 0
  await using second = await startMointering(fromSources('start', '--no-pages'), folder.path)
  await seesSecret()
  expect((await signIn(second.url, 'ada@example.org')).session.user.email).toBe('ada@example.org')
  expect(readFileSync(join(folder.path, 'logs/mointering.log'), 'utf8')).not.toContain(SECRET)
})

test('with servers of one’s own: status, rotation and the key of the probers, from what is set', {
  timeout: 60_000,
}, async () => {
  await using database = await createTestDatabase()
  const [old, current] = [randomBytes(32), randomBytes(32)]
  const env = {
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: current.toString('base64'),
    PREVIOUS_ENCRYPTION_KEYS: old.toString('hex'),
  }
  const status = await run(fromSources('secrets', 'status', '--json'), env)
  expect(JSON.parse(status.stdout).secrets[0]).toEqual({
    kind: 'monitors',
    currentKeyId: createMonitorSealer({ ENCRYPTION_KEY: current }).keyId,
    current: 0,
    older: [],
    unknown: [],
    plain: 0,
  })
  const rotated = await secrets('rotate', env)
  expect(rotated.stdout).toContain('The old key can be removed from PREVIOUS_ENCRYPTION_KEYS')
  const probeKey = await secrets('probe-key', env)
  expect(probeKey.stdout.trim().split(',')).toEqual(
    [current, old].map((key) => Buffer.from(deriveSealingKey(key, 'monitor secrets')).toString('base64')),
  )
  for (const { stdout, stderr } of [status, rotated, probeKey]) {
    expect(stdout + stderr).not.toContain(current.toString('base64'))
  }
})
