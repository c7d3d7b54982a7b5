import { randomUUID } from 'node:crypto'
import type { EscalationSteps } from '@mointering/api-contract/http/escalation'
import { notice } from '@mointering/api-contract/notices/notice'
import { createDatabase } from '@mointering/db/database'
import { addIncidentEvents, type QuietReason, saveIncidents } from '@mointering/db/incidents/incident-rows'
import { inTransaction } from '@mointering/db/transaction'
import { withClient } from '@mointering/test-kit/services/test-database'
import type { Fault } from '../../src/notifier/fault.js'
import { createSweep } from '../../src/notifier/sweeper/sweep.js'
import { addMonitor, httpTo, prepareTestDatabase, type StoredMonitor } from '../pipeline-in-test.js'

export const MINUTE_MS = 60_000
const START_MS = Date.parse('2026-11-24T10:00:00Z')

export type SweeperWorld = Awaited<ReturnType<typeof openSweeperWorld>>

/** A database with incidents, a clock that can be moved, and sweepers that look once when they are told to. */
export async function openSweeperWorld() {
  const stored = await prepareTestDatabase()
  const { database, workspaceId } = stored
  const { prisma, pool } = database
  const clock = { nowMs: START_MS }
  const none: Fault = () => undefined
  const never = new AbortController().signal

  /** A sweeper with connections of its own. What it failed at is thrown. */
  function sweeper(fault = none, name = 'sweeper') {
    const own = createDatabase({ url: stored.url, applicationName: name, poolSize: 2 })
    const sweep = createSweep({
      pool: own.pool,
      publicUrl: 'https://status.example.org',
      now: () => clock.nowMs,
      fault,
    })
    const failures: unknown[] = []
    return {
      failures,
      look: () =>
        sweep(
          never,
          () => undefined,
          (_, error) => void failures.push(error),
        ),
      [Symbol.asyncDispose]: () => own[Symbol.asyncDispose](),
    }
  }

  return {
    ...stored,
    now: () => clock.nowMs,
    sweeper,
    advance(ms: number) {
      clock.nowMs += ms
    },
    /** Looks once, with a sweeper that remembers nothing. */
    async sweep(): Promise<void> {
      await using one = sweeper()
      await one.look()
      if (one.failures.length > 0) throw one.failures[0]
    },
    /** Looks once with a sweeper whose connections break at `point`, as when its process is killed. */
    async crashAt(point: string): Promise<void> {
      const name = `crashes-${randomUUID().slice(0, 8)}`
      const fault: Fault = async (at) => {
        if (at !== point) return
        await withClient(stored.url, (client) =>
          client.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = $1', [
            name,
          ]),
        )
      }
      await using dying = sweeper(fault, name)
      await dying.look()
      if (dying.failures.length !== 1) throw new Error(`Nothing crashed at ${point}`)
    },
    async addMonitor(facts: { name?: string; remindEveryMinutes?: number; dependsOn?: string[] } = {}) {
      const monitor = await addMonitor(stored, { settings: httpTo(1), intervalSeconds: 60 })
      await prisma.monitor.update({ where: { id: monitor.id }, data: { name: 'Shop', ...facts } })
      await prisma.monitorState.create({
        data: { monitorKey: monitor.key, status: 'down', slot: new Date(clock.nowMs) },
      })
      return monitor
    },
    /** The monitor was looked at now, and is as it was. */
    judged: ({ key }: StoredMonitor) =>
      prisma.monitorState.update({ where: { monitorKey: key }, data: { slot: new Date(clock.nowMs) } }),
    async addChannel(name: string, facts: { isDefault?: boolean; enabled?: boolean } = {}): Promise<string> {
      const settings = { kind: 'webhook', url: 'http://127.0.0.1:1/' }
      const made = await prisma.channel.create({ data: { workspaceId, kind: 'webhook', name, settings, ...facts } })
      return made.id
    },
    async addMember(name: string): Promise<string> {
      const { id } = await prisma.user.create({ data: { email: `${name.toLowerCase()}@example.org`, name } })
      await prisma.membership.create({ data: { workspaceId, userId: id, role: 'editor' } })
      return id
    },
    /** A policy that all incidents follow. */
    async addPolicy(steps: EscalationSteps, repeats = 0, channelIds: string[] = []): Promise<string> {
      const { id } = await prisma.escalationPolicy.create({ data: { workspaceId, name: 'Office', steps, repeats } })
      await prisma.noticeRule.create({
        data: { workspaceId, position: 0, name: 'All', channelIds, escalationPolicyId: id },
      })
      return id
    },
    /** Opens an incident as the ingester does. */
    async open(
      monitor: StoredMonitor,
      facts: { quietBecause?: QuietReason; remindAtMs?: number } = {},
    ): Promise<string> {
      const id = randomUUID()
      const incident = {
        id,
        workspaceId,
        monitorKey: monitor.key,
        severity: 'critical' as const,
        startedMs: clock.nowMs,
        openedMs: clock.nowMs,
        resolvedMs: null,
        flapping: false,
        outagesMs: [clock.nowMs],
        reason: 'HTTP 503',
        errorCode: null,
        evidence: null,
        quietBecause: facts.quietBecause ?? null,
        remindAtMs: facts.remindAtMs ?? null,
      }
      await inTransaction(pool, async (client) => {
        await saveIncidents(client, [incident])
        await addIncidentEvents(client, [{ incidentId: id, kind: 'opened', atMs: clock.nowMs, message: null }])
      })
      return id
    },
    async timeline(incidentId: string): Promise<string[]> {
      const events = await prisma.incidentEvent.findMany({ where: { incidentId }, orderBy: { id: 'asc' } })
      return events.map(({ kind }) => kind)
    },
    /** What was queued, in order: the name of the channel and the title. */
    async told(): Promise<string[]> {
      const deliveries = await prisma.delivery.findMany({ include: { channel: true }, orderBy: { seq: 'asc' } })
      return deliveries.map((one) => `${one.channel.name}: ${notice.parse(one.notice).title}`)
    },
    incidentOf: (id: string) => prisma.incident.findUniqueOrThrow({ where: { id } }),
  }
}
