import { afterEach, expect, test, vi } from 'vitest'
import { lookForNeeds, missingNeedsMessage, TEST_NEEDS } from './test-needs.mjs'

afterEach(() => vi.unstubAllEnvs())

const byName = () => Object.fromEntries(lookForNeeds().map(({ need, by }) => [need.name, by]))

test('a server named in the environment comes before everything else', () => {
  vi.stubEnv('RABBITMQ_URL', 'amqp://somewhere')
  expect(byName()).toMatchObject({ RabbitMQ: 'variable' })
})

test('who has nothing is told every way to get it', () => {
  expect(missingNeedsMessage(TEST_NEEDS)).toMatchInlineSnapshot(`
    "The tests need RabbitMQ, Redis, Chromium, ping, and this machine has none. Any one of these helps:
      - install it, for example on Debian or Ubuntu: sudo apt-get install rabbitmq-server redis-server chromium iputils-ping
      - start Docker: RabbitMQ and Redis then run in containers of their own
      - name one that you have in the environment: RABBITMQ_URL, REDIS_URL, CHROMIUM_PATH
      - on Debian, run the tests as root: they then install what is missing"
  `)
})
