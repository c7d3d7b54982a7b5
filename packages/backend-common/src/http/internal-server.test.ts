import { expect, test } from 'vitest'
import { createRegistry } from '../metrics/registry.js'
import { type InternalServerOptions, startInternalServer } from './internal-server.js'

const start = (changes: Partial<InternalServerOptions> = {}) =>
  startInternalServer({
    port: 0,
    registry: createRegistry({ role: 'prober', version: '1.2.3' }),
    live: () => [],
    ready: () => [],
    ...changes,
  })

async function get(port: number, path: string, init?: RequestInit) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init)
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() }
}

test('a healthy process is live and ready', async () => {
  await using server = await start()
  for (const path of ['/health/live', '/health/ready']) {
    expect(await get(server.port, path)).toEqual({
      status: 200,
      type: 'application/json',
      body: '{"status":"ok","reasons":[]}\n',
    })
  }
})

test('one that is not ready says why; a check that fails or hangs counts as a reason', async () => {
  await using server = await start({
    ready: async () => ['RabbitMQ is away'],
    live: async () => {
      throw new Error('stuck')
    },
  })
  expect(await get(server.port, '/health/ready')).toMatchObject({
    status: 503,
    body: '{"status":"failing","reasons":["RabbitMQ is away"]}\n',
  })
  expect(await get(server.port, '/health/live')).toMatchObject({ status: 503, body: expect.stringContaining('stuck') })

  await using hanging = await start({ ready: () => new Promise(() => undefined), checkTimeoutMs: 20 })
  expect(await get(hanging.port, '/health/ready')).toMatchObject({
    status: 503,
    body: expect.stringContaining('no answer within 20 ms'),
  })
})

test('metrics are in the text format, with what runs', async () => {
  await using server = await start()
  const { status, type, body } = await get(server.port, '/metrics')
  expect(status).toBe(200)
  expect(type).toMatch(/^text\/plain; version=0\.0\.4/)
  expect(body).toContain(`mointering_build_info{version="1.2.3",node="${process.version}",role="prober"} 1`)
  expect(body).toContain('process_cpu_seconds_total')
})

test('nothing else is there, and only reading is allowed', async () => {
  await using server = await start()
  expect((await get(server.port, '/')).status).toBe(404)
  expect((await get(server.port, '/metrics', { method: 'POST' })).status).toBe(405)
})

test('a port that is taken is an error', async () => {
  await using server = await start()
  await expect(start({ port: server.port })).rejects.toThrow(/EADDRINUSE/)
})
