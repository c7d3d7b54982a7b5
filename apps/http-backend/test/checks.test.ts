import { randomUUID } from 'node:crypto'
import { runReply } from '@mointering/api-contract/http/monitors'
import { monitor } from '@mointering/api-contract/monitors/monitor'
import { createLogger } from '@mointering/backend-common/log/logger'
import { createInProcessQueue } from '@mointering/backend-common/queue/in-process-queue'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import { createRabbitMqQueue } from '@mointering/backend-common/queue/rabbitmq-queue'
import { testServices } from '@mointering/test-kit/services/test-services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'
import { startFakeProber } from './fake-prober.js'

const http = { kind: 'http', name: 'Home', url: 'https://example.org', timeoutMs: 100 }
const log = createLogger({ name: 'test', level: 'silent' })
const queues: [string, () => Promise<MessageQueue>][] = [
  ['in-process', async () => createInProcessQueue({ log })],
  [
    'RabbitMQ',
    () => createRabbitMqQueue({ url: testServices().rabbitmqUrl, log, namePrefix: `api-test-${randomUUID()}.` }),
  ],
]

describe.each(queues)('checks on demand through %s', (_, openQueue) => {
  let queue: MessageQueue
  let world: ApiWorld
  let people: People
  beforeAll(async () => {
    queue = await openQueue()
    world = await startWorld({
      queue,
      env: { DEFAULT_REGIONS: 'r1,r2,r3' },
      rateLimits: { runInWorkspace: { limit: 6, windowMs: 60_000 } },
    })
    people = await addPeople(world)
  })
  afterAll(async () => {
    await world[Symbol.asyncDispose]()
    await queue[Symbol.asyncDispose]()
  })
  const post = (path: string, json?: object) =>
    people.alice.request(`${people.path}/monitors${path}`, { method: 'POST', ...(json ? { json } : {}) })

  it('without a prober is 504 probe_timeout, and says where none answered', { timeout: 15_000 }, async () => {
    const answer = await post('/test', http)
    expect(answer.status).toBe(504)
    expect(answer.body).toMatchObject({ code: 'probe_timeout', detail: expect.stringContaining('r1, r2, r3') })
  })

  it('test-now asks every region, judges, and stores nothing', async () => {
    await using one = await startFakeProber(queue, 'r1', 'down')
    await using _two = await startFakeProber(queue, 'r2', 'down')
    await using _three = await startFakeProber(queue, 'r3', 'up')
    const answer = await post('/test', http)
    expect(answer.status, answer.text).toBe(200)
    const { verdict, results } = runReply.parse(answer.body)
    expect(verdict).toBe('down')
    expect(results.map(({ region, verdict: each }) => [region, each])).toEqual([
      ['r1', 'down'],
      ['r2', 'down'],
      ['r3', 'up'],
    ])
    expect(one.tasks.at(-1)).toMatchObject({ monitorKey: null, settings: { kind: 'http', url: 'https://example.org' } })
  })

  it('run-now of an enabled monitor is a manual attempt of the slot in progress, of a paused one an ad-hoc check', async () => {
    await using prober = await startFakeProber(queue, 'r1')
    const { id } = monitor.parse((await post('', { ...http, regions: ['r1'] })).body)
    const { key } = await world.database.prisma.monitor.findUniqueOrThrow({ where: { id } })
    const run = () => post(`/${id}/run`)
    expect(runReply.parse((await run()).body).results[0]).toMatchObject({ region: 'r1', phases: { connectMs: 2 } })
    const task = prober.tasks.at(-1)
    expect(task).toMatchObject({ monitorKey: key, timeoutMs: 100 })
    expect(task?.attempt).toBeGreaterThanOrEqual(1000)
    expect(Date.now() - Number(task?.slot)).toBeLessThan(60_000)
    expect(Number(task?.notAfter)).toBeGreaterThan(Number(task?.slot))
    await people.alice.request(`${people.path}/monitors/${id}`, { method: 'PATCH', json: { enabled: false } })
    expect((await run()).status).toBe(200)
    expect(prober.tasks.at(-1)).toMatchObject({ monitorKey: null })
  })

  it('a heartbeat is not run but called', async () => {
    const heartbeat = { kind: 'heartbeat', name: 'b', schedule: { type: 'interval', periodSeconds: 60 } }
    const { id } = monitor.parse((await post('', heartbeat)).body)
    for (const answer of [await post(`/${id}/run`), await post('/test', heartbeat)]) {
      expect(answer.body).toMatchObject({
        status: 409,
        code: 'conflict',
        detail: expect.stringContaining('call its address'),
      })
    }
  })

  it('is limited in each workspace', async () => {
    await using _prober = await startFakeProber(queue, 'r1')
    const answers = await Promise.all(Array.from({ length: 8 }, () => post('/test', { ...http, regions: ['r1'] })))
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
  })
})
