import { randomBytes } from 'node:crypto'
import { testServices } from '@mointering/test-kit/services/test-services'
import { createLogger } from '../log/logger.js'
import { messageQueueContract } from './message-queue.contract.js'
import { createRabbitMqQueue } from './rabbitmq-queue.js'

const log = createLogger({ name: 'test', level: (process.env.LOG_LEVEL as 'info') ?? 'silent' })
const namePrefix = `t${randomBytes(4).toString('hex')}.`

messageQueueContract('RabbitMQ', () =>
  createRabbitMqQueue({ url: testServices().rabbitmqUrl, log, namePrefix, retryDelay: () => 5 }),
)
