import type { CreateDeployRequest, Deploy } from '@mointering/api-contract/http/deploys'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { DeployMarker } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'

type Deps = { database: Database; now: () => number }

/** A clock that runs ahead is borne with so far. */
const LATEST_AHEAD_MS = 24 * 3_600_000
const MOST_DEPLOYS = 10_000

export const presentDeploy = ({ workspaceId: _, at, ...rest }: DeployMarker): Deploy => ({
  ...rest,
  at: at.toISOString(),
})

/** Stores a marker. Of very many the oldest goes. */
export async function createDeploy(
  { database, now }: Deps,
  workspaceId: string,
  { at, ...request }: CreateDeployRequest,
  by: Origin,
): Promise<Deploy> {
  const atMs = at === undefined ? now() : Date.parse(at)
  if (atMs > now() + LATEST_AHEAD_MS) refuse('at', 'Choose a time that is not in the future')
  return database.prisma.$transaction(async (tx) => {
    const monitorIds = [...new Set(request.monitorIds)]
    const own = await tx.monitor.count({ where: { workspaceId, id: { in: monitorIds }, deletedAt: null } })
    if (own < monitorIds.length) refuse('monitorIds', 'One of these monitors is not in this workspace')
    const made = await tx.deployMarker.create({
      data: { ...request, monitorIds, at: new Date(atMs), workspaceId, createdBy: by.actor.name },
    })
    const surplus = await tx.deployMarker.findMany({
      where: { workspaceId },
      orderBy: { at: 'desc' },
      skip: MOST_DEPLOYS,
      take: 100,
      select: { id: true },
    })
    await tx.deployMarker.deleteMany({ where: { id: { in: surplus.map(({ id }) => id) } } })
    const { id, name, version, url, tags } = made
    await recordAudit(tx, by, {
      action: 'deploy.created',
      workspaceId,
      object: { kind: 'deploy', id, name },
      after: { name, version, url, tags, monitorIds, at: made.at.toISOString() },
    })
    return presentDeploy(made)
  })
}

/** Rejects with not_found. */
export async function deleteDeploy(
  { database }: Deps,
  { workspaceId, deployId }: { workspaceId: string; deployId: string },
  by: Origin,
): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    const found = await tx.deployMarker.findFirst({ where: { id: deployId, workspaceId } })
    if (!found) throw new AppError('not_found', 'There is no such deploy')
    const { count } = await tx.deployMarker.deleteMany({ where: { id: deployId } })
    if (count === 0) throw new AppError('not_found', 'There is no such deploy')
    await recordAudit(tx, by, {
      action: 'deploy.deleted',
      workspaceId,
      object: { kind: 'deploy', id: deployId, name: found.name },
      before: { name: found.name, version: found.version, at: found.at.toISOString() },
    })
  })
}

function refuse(path: string, message: string): never {
  throw new AppError('invalid_input', message, { issues: [{ path, message }] })
}
