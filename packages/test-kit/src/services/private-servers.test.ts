import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { portAnswers, startChildServer } from './child-server.js'
import { startPrivateRabbitMq } from './private-rabbitmq.js'
import { startPrivateRedis } from './private-redis.js'

const redisAnswers = (url: string) =>
  portAnswers(Number(new URL(url).port), 'PING\r\n', (answer) => answer.toString().startsWith('+PONG'))
const rabbitMqAnswers = (url: string) =>
  portAnswers(Number(new URL(url).port), Buffer.from('AMQP\x00\x00\x09\x01', 'latin1'), (answer) => answer[0] === 1)

test('a private Redis stops, crashes and comes back at the same address', async () => {
  await using redis = await startPrivateRedis()
  await using other = await startPrivateRedis()
  for (const end of [redis.stop, redis.kill]) {
    expect(await redisAnswers(redis.url)).toBe(true)
    await end()
    expect(await redisAnswers(redis.url)).toBe(false)
    expect(await redisAnswers(other.url)).toBe(true)
    await redis.start()
  }
  expect(await redisAnswers(redis.url)).toBe(true)
})

test('a private RabbitMQ crashes and comes back at the same address, and leaves nothing when it goes', async () => {
  const rabbitmq = await startPrivateRabbitMq()
  expect(await rabbitMqAnswers(rabbitmq.url)).toBe(true)
  expect(await rabbitmq.control('list_vhosts', 'name', '--quiet')).toContain('/')
  await rabbitmq.kill()
  expect(await rabbitMqAnswers(rabbitmq.url)).toBe(false)
  await rabbitmq.start()
  expect(await rabbitMqAnswers(rabbitmq.url)).toBe(true)
  await rabbitmq[Symbol.asyncDispose]()
  expect(await rabbitMqAnswers(rabbitmq.url)).toBe(false)
}, 120_000)

test('a server ends with the process that started it, even when that is killed', async () => {
  const module = fileURLToPath(new URL('./private-redis.ts', import.meta.url))
  const program = `
    import { startPrivateRedis } from ${JSON.stringify(module)}
    const redis = await startPrivateRedis()
    console.log(redis.url)
  `
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout, 'data')
  const url = String(line).trim()
  expect(await redisAnswers(url)).toBe(true)
  child.kill('SIGKILL')
  await vi.waitFor(async () => expect(await redisAnswers(url)).toBe(false), 10_000)
})

test('what cannot start says so, with the output of the program', async () => {
  const start = (command: string, args: string[]) =>
    startChildServer({ command, args, env: process.env, answers: async () => false, startTimeoutMs: 5000 })
  await expect(start('sh', ['-c', 'echo no such option >&2; exit 1'])).rejects.toThrow(
    /sh did not start: no such option/,
  )
  await expect(start('/no/such/program', [])).rejects.toThrow('/no/such/program did not start')
})
