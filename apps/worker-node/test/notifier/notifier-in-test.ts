import { randomBytes, randomUUID } from 'node:crypto'
import { NOTICES_CHANNEL } from '@mointering/api-contract/pipeline/topology'
import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { sealChannelSecrets } from '@mointering/backend-common/crypto/channel-secrets'
import { createChannelSealer } from '@mointering/backend-common/crypto/encryption-keys'
import type { MailTransport } from '@mointering/backend-common/mail/mail-transport'
import { createDatabase } from '@mointering/db/database'
import { queueDeliveries } from '@mointering/db/notices/queue-deliveries'
import { inTransaction } from '@mointering/db/transaction'
import { withClient } from '@mointering/test-kit/services/test-database'
import { Registry } from 'prom-client'
import { createChannelTable } from '../../src/notifier/channels/all-channels.js'
import type { Fault } from '../../src/notifier/fault.js'
import { createChannelRequests } from '../../src/notifier/http/channel-requests.js'
import { type NotifierPace, startNotifier } from '../../src/notifier/start-notifier.js'
import { createAddressGuard } from '../../src/prober/address-guard.js'
import { createNameResolver } from '../../src/prober/name-resolver.js'
import { SAMPLE_NOTICES } from '../../src/testing/sample-notices.js'
import { log, prepareTestDatabase } from '../pipeline-in-test.js'

export const LEASE_MS = 60_000
export const soon = { timeout: 15_000, interval: 10 }
const keys = { ENCRYPTION_KEY: randomBytes(32) }
const sealer = createChannelSealer(keys)
const PUBLIC_URL = 'https://status.example.org'

export type OutboxWorld = Awaited<ReturnType<typeof openOutboxWorld>>
export type TestNotifier = AsyncDisposable & { registry: Registry; notReady(): string[] }

/** A database with an outbox, a clock that can be moved, and as many notifiers as a test starts. */
export async function openOutboxWorld() {
  const stored = await prepareTestDatabase()
  const { database, workspaceId } = stored
  const { prisma, pool } = database
  const cache = createInProcessCache()
  const clock = { aheadMs: 1000 } // ahead of the database's: what is queued is due
  const now = () => Date.now() + clock.aheadMs
  const running: AsyncDisposable[] = []

  async function start(
    options: { fault?: Fault; pace?: Partial<NotifierPace>; mail?: MailTransport } = {},
    name = `notifier-${randomUUID().slice(0, 8)}`,
  ): Promise<TestNotifier> {
    const own = createDatabase({ url: stored.url, applicationName: name, poolSize: 4 })
    const registry = new Registry()
    const { fault, mail = null } = options
    const role = await startNotifier({
      database: own,
      cache,
      log,
      registry,
      now,
      random: () => 0.5,
      table: createChannelTable({ mail, database: own, keys, publicUrl: PUBLIC_URL }),
      open: sealer.open,
      request: createChannelRequests({
        guard: createAddressGuard({ allowedPrivateCidrs: ['127.0.0.0/8'] }),
        resolver: createNameResolver(),
        timeoutMs: 5000,
      }),
      pace: { pollMs: 25, leaseMs: LEASE_MS, drainMs: 2000, storeMs: 500, ...options.pace },
      ...(fault && { fault }),
    })
    let ending: Promise<void> | undefined
    const end = async () => {
      await role[Symbol.asyncDispose]()
      await own[Symbol.asyncDispose]()
    }
    const notifier = {
      registry,
      notReady: role.notReady,
      [Symbol.asyncDispose]: () => {
        ending ??= end()
        return ending
      },
    }
    running.push(notifier)
    return notifier
  }

  return {
    ...stored,
    cache,
    now,
    start,
    advance(ms: number) {
      clock.aheadMs += ms
    },
    /** Runs a notifier until it reaches `point`, and kills it there: nothing of it happens any more, and its connections break. */
    async crashAt(point: string, mail?: MailTransport): Promise<void> {
      const name = `crashes-${randomUUID().slice(0, 8)}`
      const never = new Promise<void>(() => undefined)
      let reached: () => void = () => undefined
      const there = new Promise<void>((resolve) => {
        reached = resolve
      })
      let isDead = false
      const fault: Fault = (at) => {
        if (at === point) isDead = true
        if (!isDead) return undefined
        reached()
        return never
      }
      const database = stored.url
      await startCrashing(start, { fault, name, ...(mail && { mail }) }, running)
      await there
      await withClient(database, (client) =>
        client.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = $1', [
          name,
        ]),
      )
    },
    async addChannel(
      settings: object,
      facts: { fallbackId?: string; enabled?: boolean; name?: string } = {},
    ): Promise<string> {
      const id = randomUUID()
      const kind = String(Reflect.get(settings, 'kind'))
      const sealed = JSON.parse(JSON.stringify(sealChannelSecrets(settings, id, sealer)))
      await prisma.channel.create({ data: { id, workspaceId, kind, name: 'Operators', settings: sealed, ...facts } })
      return id
    },
    /** Puts a notice into the outbox, as the ingester does; gives back the id of its delivery. */
    async queue(
      channelId: string,
      facts: { incidentId?: string; eventKey?: string; title?: string; checkedAtMs?: number } = {},
    ): Promise<string> {
      const id = randomUUID()
      const { incidentId = null, eventKey = `incident:${id}`, title = 'Shop is down', checkedAtMs = null } = facts
      const notice = { ...SAMPLE_NOTICES.opened, id, title }
      const delivery = {
        workspaceId,
        channelId,
        eventKey,
        incidentId,
        notice,
        checkedAtMs,
        notBeforeMs: null,
        heldBy: null,
      }
      await inTransaction(pool, (client) => queueDeliveries(client, [delivery]))
      return id
    },
    poke: () => cache.publish(NOTICES_CHANNEL, ''),
    deliveryOf: (id: string) => prisma.delivery.findUniqueOrThrow({ where: { id } }),
    channelOf: (id: string) => prisma.channel.findUniqueOrThrow({ where: { id } }),
    async attemptsOf(deliveryId: string): Promise<string[]> {
      const attempts = await prisma.deliveryAttempt.findMany({ where: { deliveryId }, orderBy: { attempt: 'asc' } })
      return attempts.map(({ outcome }) => outcome)
    },
    async [Symbol.asyncDispose]() {
      for (const notifier of running) await notifier[Symbol.asyncDispose]()
      await cache[Symbol.asyncDispose]()
      await stored[Symbol.asyncDispose]()
    },
  }
}

/** Starts a notifier that will be killed: nobody ends it in order, as nobody does with a process that is gone. */
async function startCrashing(
  start: (
    options: { fault: Fault; mail?: MailTransport; pace: Partial<NotifierPace> },
    name: string,
  ) => Promise<TestNotifier>,
  { name, ...options }: { fault: Fault; mail?: MailTransport; name: string },
  running: AsyncDisposable[],
): Promise<void> {
  // It looks once: a dead process looks no more. One of a channel at a time, so that something is left for others.
  const notifier = await start({ ...options, pace: { pollMs: 3_600_000, perChannel: 1 } }, name)
  running.splice(running.indexOf(notifier), 1)
}
