import { type ApiKeyScope, createApiKeyReply, createApiKeyRequest } from '@mointering/api-contract/http/api-keys'
import { PERMISSIONS, type Permission, scopesAllow } from '@mointering/api-contract/http/permissions'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { recordAudit } from '../../audit/record-audit.js'
import { hashOfApiKey, newApiKeySecret } from '../../auth/api-keys.js'
import type { Member } from '../../auth/guards.js'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import { lockToAdd } from '../workspaces/workspace-record.js'
import { API_KEYS_PATH } from './api-key-params.js'
import { presentApiKey, SHOWN } from './present-api-key.js'

const DAY_MS = 86_400_000
const MAX_KEYS = 100
/** `mtr_` and six characters: enough to tell keys apart by, and 36 of 256 bits. */
const PREFIX_LENGTH = 10

const shape = {
  method: 'post',
  path: API_KEYS_PATH,
  summary: 'Make an API key',
  tag: 'API keys',
  params: workspaceParams,
  query: nothing,
  body: createApiKeyRequest,
  reply: createApiKeyReply,
  status: 201,
  fresh: true,
} as const

/** The reply is the only place where the secret ever stands. A key keeps what it may do when its maker leaves: it belongs to the workspace. */
export const createApiKeyRoute = ({ database, now }: { database: Database; now: () => number }) =>
  workspaceEndpoint('api-keys:write', shape, async ({ member, body, by }) => {
    requireNoMoreThanOwn(member, body.scopes)
    const { workspaceId } = member
    const secret = newApiKeySecret()
    const data = {
      workspaceId,
      name: body.name,
      prefix: secret.slice(0, PREFIX_LENGTH),
      keyHash: hashOfApiKey(secret),
      scopes: [...new Set(body.scopes)],
      createdById: member.actor.id,
      createdBy: member.actor.name,
      createdAt: new Date(now()),
      expiresAt: body.expiresInDays === null ? null : new Date(now() + body.expiresInDays * DAY_MS),
    }
    const row = await database.prisma.$transaction(async (tx) => {
      // Several at once take turns, so that the limit holds.
      await lockToAdd(tx, workspaceId)
      if ((await tx.apiKey.count({ where: { workspaceId, revokedAt: null } })) >= MAX_KEYS)
        throw new AppError('limit_reached', `A workspace may have ${MAX_KEYS} API keys. Revoke one that is not used`)
      const made = await tx.apiKey.create({ data, select: SHOWN })
      const { id, name, prefix, scopes, expiresAt } = made
      const object = { kind: 'api_key', id, name }
      await recordAudit(tx, by, {
        action: 'api_key.created',
        workspaceId,
        object,
        after: { prefix, scopes, expiresAt },
      })
      return made
    })
    return { apiKey: presentApiKey(row), secret }
  })

/** Nobody makes a key that may do more than they may. */
function requireNoMoreThanOwn(member: Member, scopes: readonly ApiKeyScope[]): void {
  const granted = PERMISSION_NAMES.filter((permission) => scopesAllow(scopes, permission))
  if (!granted.every((permission) => member.can(permission)))
    throw new AppError('forbidden', 'A key may do no more than the one who makes it')
}

const isPermission = (name: string): name is Permission => name in PERMISSIONS
const PERMISSION_NAMES = Object.keys(PERMISSIONS).filter(isPermission)
