import { setTimeout as sleep } from 'node:timers/promises'
import { type ChannelModel, connect } from 'amqplib'
import type { Logger } from '../../log/logger.js'
import { QueueUnavailableError } from '../message-queue.js'

/** One connection to the broker that comes back by itself. */
export type Link = AsyncDisposable & {
  /** Connected, set up, and not held up by an alarm of the broker. */
  readonly up: boolean
  /** Runs now and after every reconnect, in the order of registration; a rejection drops the connection and tries again. */
  onConnect(setUp: (connection: ChannelModel) => Promise<void>): Promise<void>
  /** The connection, as soon as there is one; rejects with QueueUnavailableError after `timeoutMs`. */
  connection(timeoutMs: number): Promise<ChannelModel>
  /** False when `connection` was lost meanwhile. */
  isCurrent(connection: ChannelModel): boolean
}

export type LinkOptions = {
  url: string
  /** Shown by the broker. */
  name: string
  log: Logger
  /** How long the first connection may take. */
  connectTimeoutMs: number
}

const HEARTBEAT_SECONDS = 10
const SOCKET_TIMEOUT_MS = 10_000
const CLOSE_TIMEOUT_MS = 2000
const LONGEST_PAUSE_MS = 5000
const ACCESS_REFUSED = 403

/** Connects; rejects with QueueUnavailableError when the broker cannot be reached in time, or refuses the credentials. */
export async function openLink({ url, name, log, connectTimeoutMs }: LinkOptions): Promise<Link> {
  const setUps: ((connection: ChannelModel) => Promise<void>)[] = []
  const waiters = new Set<{ arrived: (connection: ChannelModel) => void; refuse: (reason: string) => void }>()
  const closing = new AbortController()
  let current: ChannelModel | undefined
  let blocked = false

  async function connectOnce(): Promise<void> {
    const connection = await connect(withHeartbeat(url), {
      timeout: SOCKET_TIMEOUT_MS,
      noDelay: true,
      clientProperties: { connection_name: name },
    })
    let lost = false
    connection.on('error', (error) => log.warn({ err: error, link: name }, 'the connection to RabbitMQ failed'))
    connection.on('close', () => {
      lost = true
      if (current !== connection) return
      current = undefined
      blocked = false
      if (!closing.signal.aborted) void reconnect()
    })
    connection.on('blocked', (reason) => {
      blocked = true
      log.error({ link: name, reason }, 'RabbitMQ takes no messages until its alarm is over')
    })
    connection.on('unblocked', () => {
      blocked = false
      log.info({ link: name }, 'RabbitMQ takes messages again')
    })
    try {
      for (const setUp of setUps) await setUp(connection)
      if (lost) throw new Error('The connection was lost while it was set up')
    } catch (error) {
      if (!lost) await closeConnection(connection, log)
      throw error
    }
    if (closing.signal.aborted) return closeConnection(connection, log)
    current = connection
    for (const { arrived } of waiters) arrived(connection)
  }

  /** Tries until it works or the link is closed. Never rejects. */
  async function reconnect(): Promise<void> {
    log.warn({ link: name }, 'lost the connection to RabbitMQ, reconnecting')
    for (let attempt = 0; !closing.signal.aborted; attempt++) {
      await sleep(pauseMs(attempt), undefined, { signal: closing.signal }).catch(ignoreAbort)
      if (closing.signal.aborted) return
      try {
        await connectOnce()
        log.info({ link: name, attempts: attempt + 1 }, 'connected to RabbitMQ again')
        return
      } catch (error) {
        log.warn({ link: name, err: error }, 'could not reconnect to RabbitMQ')
      }
    }
  }

  async function connectFirst(): Promise<void> {
    const deadline = Date.now() + connectTimeoutMs
    for (let attempt = 0; ; attempt++) {
      try {
        return await connectOnce()
      } catch (error) {
        const refused = error instanceof Error && error.message.includes(`${ACCESS_REFUSED} (`)
        if (refused) throw new QueueUnavailableError('RabbitMQ refuses these credentials', { cause: error })
        if (Date.now() + pauseMs(attempt) > deadline) {
          throw new QueueUnavailableError(`RabbitMQ could not be reached within ${connectTimeoutMs} ms`, {
            cause: error,
          })
        }
        await sleep(pauseMs(attempt))
      }
    }
  }

  await connectFirst()
  return {
    get up() {
      return current !== undefined && !blocked
    },
    async onConnect(setUp) {
      setUps.push(setUp)
      if (current !== undefined) await setUp(current)
    },
    connection(timeoutMs) {
      if (closing.signal.aborted) return Promise.reject(new QueueUnavailableError('The queue is closed'))
      if (current !== undefined) return Promise.resolve(current)
      return new Promise((resolve, reject) => {
        const settle = () => {
          clearTimeout(timer)
          waiters.delete(waiter)
        }
        const waiter = {
          arrived(connection: ChannelModel) {
            settle()
            resolve(connection)
          },
          refuse(reason: string) {
            settle()
            reject(new QueueUnavailableError(reason))
          },
        }
        const timer = setTimeout(() => waiter.refuse(`No connection to RabbitMQ for ${timeoutMs} ms`), timeoutMs)
        waiters.add(waiter)
      })
    },
    isCurrent: (connection) => current === connection,
    async [Symbol.asyncDispose]() {
      closing.abort()
      for (const { refuse } of waiters) refuse('The queue is closed')
      const connection = current
      current = undefined
      if (connection !== undefined) await closeConnection(connection, log)
    },
  }
}

/** Politely, but no longer than `CLOSE_TIMEOUT_MS`: the broker may have gone, and then there is nothing left to say. */
async function closeConnection(connection: ChannelModel, log: Logger): Promise<void> {
  const timeout = new AbortController()
  try {
    await Promise.race([connection.close(), sleep(CLOSE_TIMEOUT_MS, undefined, { signal: timeout.signal })])
  } catch (error) {
    log.debug({ err: error }, 'the connection to RabbitMQ was gone before it was closed')
  } finally {
    timeout.abort()
  }
}

/** Without one, a broker that vanished from the network is noticed after minutes. A heartbeat in the URL wins. */
function withHeartbeat(url: string): string {
  const parsed = new URL(url)
  if (!parsed.searchParams.has('heartbeat')) parsed.searchParams.set('heartbeat', `${HEARTBEAT_SECONDS}`)
  return parsed.href
}

/** Doubling up to 5 s, anywhere in the upper half of it, so that many processes do not come back at the same moment. */
const pauseMs = (attempt: number) => Math.min(LONGEST_PAUSE_MS, 100 * 2 ** attempt) * (0.5 + Math.random() / 2)

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error
}
