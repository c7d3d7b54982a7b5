import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createBrowser } from '@mointering/test-kit/people/browser'
import { ALICE } from '@mointering/test-kit/people/people'
import { freePort } from '@mointering/test-kit/services/free-port'
import { createTestDatabase } from '@mointering/test-kit/services/test-database'
import { testServices } from '@mointering/test-kit/services/test-services'
import { expect, it, vi } from 'vitest'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const FOLDER = fileURLToPath(new URL('..', import.meta.url))

function start(env: Record<string, string>): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', MAIN], {
    cwd: FOLDER,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return { child, output: () => text }
}

it('the API as a process of its own serves on PostgreSQL, RabbitMQ and Redis and leaves cleanly', {
  timeout: 60_000,
}, async () => {
  await using database = await createTestDatabase({ migrated: false })
  const { rabbitmqUrl, redisUrl } = testServices()
  const [port, internalPort] = [await freePort(), await freePort()]
  const { child, output } = start({
    DATABASE_URL: database.url,
    RABBITMQ_URL: rabbitmqUrl,
    REDIS_URL: redisUrl,
    API_PORT: `${port}`,
    API_HOST: '127.0.0.1',
    INTERNAL_PORT: `${internalPort}`,
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  })
  try {
    await vi.waitFor(() => expect(output()).toContain('the API listens'), { timeout: 40_000 })
    const browser = createBrowser(`http://127.0.0.1:${port}`)
    const answer = await browser.request('/api/v1/auth/sign-up', { json: ALICE })
    expect(answer.status).toBe(201)
    expect((await browser.request('/api/health/ready')).body).toEqual({ status: 'ok', away: [] })
    const metrics = await (await fetch(`http://127.0.0.1:${internalPort}/metrics`)).text()
    expect(metrics).toMatch(
      /mointering_http_request_seconds_count\{[^}]*method="POST",route="\/api\/v1\/auth\/sign-up",status="201"/,
    )
    const workspaceId = Object(answer.body).workspaces[0].id
    const stream = await browser.open(`/api/v1/workspaces/${workspaceId}/events`)
    child.kill('SIGTERM')
    await once(child, 'exit')
    expect(child.exitCode, output()).toBe(0)
    expect(await stream.text()).toContain('event: ready')
    expect(output()).not.toContain('"level":"error"')
  } finally {
    child.kill('SIGKILL')
  }
})

it('without its settings it says which are missing and exits with 1', { timeout: 30_000 }, async () => {
  const { child, output } = start({})
  const [code] = await once(child, 'close')
  expect(code).toBe(1)
  expect(output()).toMatch(/^Cannot start, 4 settings need attention/)
  for (const name of ['DATABASE_URL', 'RABBITMQ_URL', 'REDIS_URL', 'ENCRYPTION_KEY']) expect(output()).toContain(name)
})
