import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { OFFERED_KINDS } from '@mointering/api-contract/channels/channel-settings'
import type { Channel, CreateChannelRequest, UpdateChannelRequest } from '@mointering/api-contract/http/channels'
import type { Sealer } from '@mointering/backend-common/crypto/sealer'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import { requireVersion } from '../../http/entity-tag.js'
import { auditedChannel, noSuchChannel, presentChannel } from './channel-record.js'
import { changedSettings, sealedSettings } from './stored-settings.js'

type Tx = Prisma.TransactionClient
type Target = { workspaceId: string; channelId: string }

export type ChangeChannel = {
  create(workspaceId: string, request: CreateChannelRequest, by: Origin): Promise<Channel>
  update(target: Target & { ifMatch: string | undefined }, request: UpdateChannelRequest, by: Origin): Promise<Channel>
  remove(target: Target, by: Origin): Promise<void>
}

const MOST_CHANNELS = 100

export function createChangeChannel(deps: { database: Database; sealer: Sealer; now: () => number }): ChangeChannel {
  const { database, sealer, now } = deps

  const lock = async (tx: Tx, { workspaceId, channelId }: Target) => {
    await tx.$queryRaw`select 1 from channel where id = ${channelId}::uuid for update`
    const channel = await tx.channel.findFirst({ where: { id: channelId, workspaceId } })
    if (!channel) throw noSuchChannel()
    return channel
  }

  return {
    async create(workspaceId, { settings, ...request }, by) {
      if (!OFFERED_KINDS.includes(settings.kind)) {
        const message = `This release cannot tell anything there. Choose one of ${OFFERED_KINDS.join(', ')}`
        throw new AppError('invalid_input', message, { issues: [{ path: 'settings.kind', message }] })
      }
      const id = randomUUID()
      const made = await database.prisma.$transaction(async (tx) => {
        await tx.$queryRaw`select 1 from workspace where id = ${workspaceId}::uuid for update`
        if ((await tx.channel.count({ where: { workspaceId } })) >= MOST_CHANNELS)
          throw new AppError('limit_reached', `A workspace may have ${MOST_CHANNELS} channels`)
        await requireFallback(tx, workspaceId, id, request.fallbackId)
        const stored = sealedSettings(settings, id, sealer)
        const channel = await tx.channel.create({
          data: { id, workspaceId, kind: settings.kind, ...request, settings: stored, createdAt: new Date(now()) },
        })
        await recordAudit(tx, by, {
          action: 'channel.created',
          workspaceId,
          object: { kind: 'channel', id, name: channel.name },
          after: auditedChannel(channel),
        })
        return channel
      })
      return presentChannel(made)
    },

    async update(target, request, by) {
      const { settings, name, enabled, isDefault, fallbackId } = request
      const changed = await database.prisma.$transaction(async (tx) => {
        const before = await lock(tx, target)
        requireVersion(target.ifMatch, before.version)
        await requireFallback(tx, target.workspaceId, before.id, fallbackId ?? null)
        const stored = settings && changedSettings(settings, before.settings, before.id, sealer)
        if (before.memberId && stored && !isDeepStrictEqual(stored, before.settings))
          throw new AppError('conflict', 'Its address is that of the member’s account, and changes with it')
        const after = await tx.channel.update({
          where: { id: before.id },
          data: {
            ...(name !== undefined && { name }),
            ...(enabled !== undefined && { enabled }),
            ...(isDefault !== undefined && { isDefault }),
            ...(fallbackId !== undefined && { fallbackId }),
            // Somebody has looked at it: what waits is tried again.
            ...(stored && { settings: stored, failures: 0, brokenUntil: null, lastError: null }),
            version: { increment: 1 },
          },
        })
        await recordAudit(tx, by, {
          action: 'channel.updated',
          workspaceId: target.workspaceId,
          object: { kind: 'channel', id: before.id, name: after.name },
          before: auditedChannel(before),
          after: auditedChannel(after),
        })
        return after
      })
      return presentChannel(changed)
    },

    async remove(target, by) {
      await database.prisma.$transaction(async (tx) => {
        const before = await lock(tx, target)
        await tx.channel.delete({ where: { id: before.id } })
        await recordAudit(tx, by, {
          action: 'channel.deleted',
          workspaceId: target.workspaceId,
          object: { kind: 'channel', id: before.id, name: before.name },
          before: auditedChannel(before),
        })
      })
    },
  }
}

/** A fall-back is another channel of the workspace that does not, over others, fall back on this one. */
async function requireFallback(
  tx: Tx,
  workspaceId: string,
  channelId: string,
  fallbackId: string | null,
): Promise<void> {
  const seen = new Set([channelId])
  for (let next: string | null = fallbackId; next !== null; ) {
    if (seen.has(next)) refuse('A channel cannot fall back on itself, nor in a circle')
    seen.add(next)
    const channel: { fallbackId: string | null } | null = await tx.channel.findFirst({
      where: { id: next, workspaceId },
      select: { fallbackId: true },
    })
    if (!channel) refuse('That channel is not in this workspace')
    next = channel.fallbackId
  }
}

function refuse(message: string): never {
  throw new AppError('invalid_input', message, { issues: [{ path: 'fallbackId', message }] })
}
