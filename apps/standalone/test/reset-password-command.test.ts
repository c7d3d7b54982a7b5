import { createBrowser } from '@mointering/test-kit/people/browser'
import { ALICE } from '@mointering/test-kit/people/people'
import { createTestDatabase, withClient } from '@mointering/test-kit/services/test-database'
import { expect, test } from 'vitest'
import { fromSources, run, startMointering, temporaryFolder } from './support/running-mointering.js'

const TIMEOUT = { timeout: 180_000 }
const command = (email: string) => fromSources('reset-password', email)
const tokenOf = (stdout: string) => new URL(stdout.trim()).searchParams.get('token') ?? ''

const start = (folder: string, env: NodeJS.ProcessEnv = {}) =>
  startMointering(fromSources('start', '--no-pages'), folder, env)
const signUp = (url: string) => createBrowser(url).request('/api/v1/auth/sign-up', { json: ALICE })
const signIn = (url: string, password: string) =>
  createBrowser(url).request('/api/v1/auth/sign-in', { json: { email: ALICE.email, password } })
const reset = (url: string, token: string, password: string) =>
  createBrowser(url).request('/api/v1/auth/password/reset', { json: { token, password } })

test('the embedded shape: while it runs and while it does not, the link sets a password once', TIMEOUT, async () => {
  using folder = temporaryFolder()
  const env = { MOINTERING_DATA_DIR: folder.path }
  const running = await start(folder.path)
  expect((await signUp(running.url)).status).toBe(201)
  const live = await run(command(' Alice@Example.org '), env)
  expect([live.code, live.stderr]).toEqual([0, expect.stringMatching(/Good once, until \d{4}-/)])
  expect(live.stdout).toMatch(/^http:\/\/localhost:\d+\/reset-password\?token=[\w-]{43}\n$/)
  expect(live.stdout).toContain(running.url)
  expect((await reset(running.url, tokenOf(live.stdout), 'a new long password')).status).toBe(204)
  expect((await reset(running.url, tokenOf(live.stdout), 'another long password')).status).toBe(410)
  expect((await signIn(running.url, 'a new long password')).status).toBe(200)
  await running.stop('SIGINT')
  await running[Symbol.asyncDispose]()

  const stopped = await run(command(ALICE.email), env)
  expect(stopped.code, stopped.stderr).toBe(0)
  await using again = await start(folder.path)
  expect((await reset(again.url, tokenOf(stopped.stdout), 'one more long password')).status).toBe(204)
  expect((await signIn(again.url, 'one more long password')).status).toBe(200)
})

test(
  'a database of one’s own: the link leads to PUBLIC_URL, the audit log knows, the token stands as a hash',
  TIMEOUT,
  async () => {
    using folder = temporaryFolder()
    await using database = await createTestDatabase()
    const env = {
      MOINTERING_DATA_DIR: folder.path,
      DATABASE_URL: database.url,
      PUBLIC_URL: 'https://status.example.org',
    }
    await withClient(database.url, (client) =>
      client.query(`INSERT INTO app_user (id, email, name) VALUES (gen_random_uuid(), $1, $2)`, [
        ALICE.email,
        ALICE.name,
      ]),
    )
    const { code, stdout, stderr } = await run(command(ALICE.email), env)
    expect(code, stderr).toBe(0)
    expect(stdout).toMatch(/^https:\/\/status\.example\.org\/reset-password\?token=/)
    await withClient(database.url, async (client) => {
      const tokens = await client.query<{ left: number; hash: string }>(
        `SELECT extract(epoch FROM expires_at - now())::int AS left, encode(token_hash, 'hex') AS hash FROM account_token`,
      )
      expect(tokens.rows).toHaveLength(1)
      expect(tokens.rows[0]?.left).toBeGreaterThan(3500)
      expect(tokens.rows[0]?.left).toBeLessThanOrEqual(3600)
      const audit = await client.query('SELECT action, actor_kind FROM audit_entry')
      expect(audit.rows).toEqual([{ action: 'account.password_reset_requested', actor_kind: 'system' }])
    })
  },
)

test('what is wrong is said in a sentence', TIMEOUT, async () => {
  using folder = temporaryFolder()
  await using database = await createTestDatabase()
  const env = { MOINTERING_DATA_DIR: folder.path }
  const nowhere = await run(command(ALICE.email), env)
  expect([nowhere.code, nowhere.stdout]).toEqual([1, ''])
  expect(nowhere.stderr).toContain(`There is no Mointering in ${folder.path}`)
  const nobody = await run(command(ALICE.email), { ...env, DATABASE_URL: database.url })
  expect([nobody.code, nobody.stderr]).toEqual([1, `No account has the address ${ALICE.email}.\n`])
  const noAddress = await run(command('alice'), env)
  expect([noAddress.code, noAddress.stderr]).toEqual([64, expect.stringContaining('It is not an e-mail address.')])
})
