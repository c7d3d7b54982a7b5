import { once } from 'node:events'
import { createServer } from 'node:net'
import { testServices } from '@mointering/test-kit/services/test-services'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { fromSources, run, temporaryFolder } from './support/running-mointering.js'

const report = z.object({
  findings: z.array(
    z.object({
      name: z.string(),
      status: z.enum(['ok', 'warn', 'fail']),
      detail: z.string(),
      advice: z.string().optional(),
    }),
  ),
})
const TIMEOUT = { timeout: 60_000 }

async function doctor(env: NodeJS.ProcessEnv) {
  const { code, stdout } = await run(fromSources('doctor', '--json'), env)
  const { findings } = report.parse(JSON.parse(stdout))
  return { code, of: (name: string) => findings.find((finding) => finding.name === name) }
}

test('a machine that has what is needed', TIMEOUT, async () => {
  using folder = temporaryFolder()
  const { databaseUrl, rabbitmqUrl, redisUrl } = testServices()
  const embedded = await doctor({ PORT: '0', MOINTERING_DATA_DIR: folder.path })
  expect(embedded.of('PostgreSQL')).toEqual({
    name: 'PostgreSQL',
    status: 'ok',
    detail: expect.stringMatching(/^PostgreSQL 18\.\d+, embedded$/),
  })
  for (const name of ['Node', 'Data folder', 'Disk', 'Port', 'Ping program'])
    expect(embedded.of(name)).toMatchObject({ status: 'ok' })
  expect(embedded.code).toBe(0)

  const full = await doctor({
    PORT: '0',
    MOINTERING_DATA_DIR: folder.path,
    DATABASE_URL: databaseUrl,
    RABBITMQ_URL: rabbitmqUrl,
    REDIS_URL: redisUrl,
  })
  expect(full.of('Database')).toMatchObject({ status: 'ok', detail: expect.stringMatching(/^PostgreSQL \d+/) })
  expect(full.of('RabbitMQ')).toMatchObject({ status: 'ok' })
  expect(full.of('Redis')).toMatchObject({ status: 'ok' })
})

test('what is missing is named, with what to do, without secrets, and the exit code is 1', TIMEOUT, async () => {
  using folder = temporaryFolder()
  const busy = createServer().listen(0, '127.0.0.1')
  await once(busy, 'listening')
  const address = busy.address()
  const port = address !== null && typeof address !== 'string' ? address.port : 0
  const env = {
    PORT: String(port),
    MOINTERING_DATA_DIR: folder.path,
    DATABASE_URL: 'postgres://ada:secret@127.0.0.1:1/none',
  }
  const { code, of } = await doctor(env)
  busy.close()
  expect(code).toBe(1)
  expect(of('Port')).toMatchObject({ status: 'fail', advice: 'Choose another one with PORT.' })
  expect(of('Database')).toMatchObject({ status: 'fail', advice: 'Check DATABASE_URL, and that the server runs.' })
  expect(of('Database')?.detail).not.toContain('secret')
})
