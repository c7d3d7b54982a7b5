import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { emailSettings } from '@mointering/api-contract/channels/email'
import { testChannelReply } from '@mointering/api-contract/http/channels'
import { DELIVERY_STATES } from '@mointering/api-contract/http/incidents'
import type { Notice } from '@mointering/api-contract/notices/notice'
import { NOTICES_CHANNEL } from '@mointering/api-contract/pipeline/topology'
import { type Cache, CacheUnavailableError } from '@mointering/backend-common/cache/cache'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { z } from 'zod'
import type { ApiConfig } from '../../api-config.js'
import { recordAudit } from '../../audit/record-audit.js'
import { accountKey, type RateLimits } from '../../auth/rate-limits.js'
import { noBody, nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { CHANNEL_PATH, channelParams } from './channel-params.js'
import { noSuchChannel } from './channel-record.js'

const shape = {
  method: 'post',
  path: `${CHANNEL_PATH}/test`,
  summary: 'Send a test, and say within some seconds how it went',
  tag: 'Channels',
  params: channelParams,
  query: nothing,
  body: noBody,
  reply: testChannelReply,
  status: 200,
} as const

const LOOK_MS = 200
const LONGEST_MS = 12_000
const MOST_AN_HOUR = 20
const HOUR_MS = 3_600_000
const state = z.enum(DELIVERY_STATES)

type Deps = { database: Database; cache: Cache; config: ApiConfig; rateLimits: RateLimits; now: () => number }

/** A test goes the way of every notice: through the outbox and the notifier. One that fails is not tried again for a day, as a notice would be: the person sees it. */
export const testChannelRoute = ({ database, cache, config, rateLimits, now }: Deps) =>
  workspaceEndpoint('channels:write', shape, async ({ params, member: { workspaceId }, by, res }) => {
    const id = randomUUID()
    const asked = await database.prisma.channel.findFirst({
      where: { id: params.channelId, workspaceId },
      select: { settings: true },
    })
    if (!asked) throw noSuchChannel()
    await rateLimits.take(res, [
      ['channelTestInWorkspace', workspaceId],
      ...Array.from(recipientsOf(asked.settings), (email) => ['channelTestToAddress', accountKey(email)] as const),
    ])
    await database.prisma.$transaction(async (tx) => {
      await tx.$queryRaw`select 1 from channel where id = ${params.channelId}::uuid for update`
      const channel = await tx.channel.findFirst({
        where: { id: params.channelId, workspaceId },
        include: { workspace: { select: { id: true, name: true } } },
      })
      if (!channel) throw noSuchChannel()
      const sinceHour = { queuedAt: { gt: new Date(now() - HOUR_MS) }, eventKey: { startsWith: 'test:' } }
      if ((await tx.delivery.count({ where: { channelId: channel.id, ...sinceHour } })) >= MOST_AN_HOUR)
        throw new AppError('rate_limited', `A channel may be tested ${MOST_AN_HOUR} times an hour`)
      const notice = testNotice({
        id,
        workspace: channel.workspace,
        by: by.actor.name,
        nowMs: now(),
        url: config.PUBLIC_URL,
      })
      await tx.delivery.create({
        data: {
          id,
          workspaceId,
          channelId: channel.id,
          eventKey: `test:${id}`,
          severity: notice.severity,
          notice,
          queuedAt: new Date(now()),
          nextAttemptAt: new Date(now()),
        },
        select: { id: true },
      })
      await recordAudit(tx, by, {
        action: 'channel.tested',
        workspaceId,
        object: { kind: 'channel', id: channel.id, name: channel.name },
      })
    })
    await poke(cache)
    return { deliveryId: id, ...(await outcomeOf(database, id)) }
  })

/** The addresses of a mail channel, each once: nobody proved that they want its mails. */
function recipientsOf(settings: unknown): Set<string> {
  const mail = emailSettings.safeParse(settings)
  return new Set(mail.data?.to.map((email) => email.toLowerCase()))
}

async function poke(cache: Cache): Promise<void> {
  try {
    await cache.publish(NOTICES_CHANNEL, '')
  } catch (error) {
    if (!(error instanceof CacheUnavailableError)) throw error // the notifier also looks by itself every few seconds
  }
}

async function outcomeOf(database: Database, id: string) {
  const until = performance.now() + LONGEST_MS
  for (;;) {
    const row = await database.prisma.delivery.findUnique({ where: { id } })
    if (!row) throw noSuchChannel() // deleted meanwhile
    const tried = row.state !== 'waiting' || row.lastError !== null
    if (tried || performance.now() > until) return { state: state.parse(row.state), lastError: row.lastError }
    await wait(LOOK_MS)
  }
}

function testNotice(facts: {
  id: string
  workspace: { id: string; name: string }
  by: string
  nowMs: number
  url: string
}) {
  const { id, workspace, by, nowMs, url } = facts
  return {
    id,
    kind: 'test',
    groupKey: `test:${id}`,
    severity: 'info',
    at: new Date(nowMs).toISOString(),
    workspace: { id: workspace.id, name: workspace.name.slice(0, 120) },
    title: 'Mointering can reach this channel',
    summary: `${by} sent this test. Nothing is wrong.`,
    facts: [],
    monitor: null,
    incident: null,
    items: [],
    url: `${url}/settings/channels`,
  } satisfies Notice
}
