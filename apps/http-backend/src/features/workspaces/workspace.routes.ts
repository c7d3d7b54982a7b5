import {
  createWorkspaceRequest,
  updateWorkspaceRequest,
  workspace,
  workspacesReply,
} from '@mointering/api-contract/http/workspaces'
import type { Database } from '@mointering/db/database'
import type { Member } from '../../auth/guards.js'
import { sessionOfPerson } from '../../auth/person-of.js'
import { nothing, sessionEndpoint, workspaceEndpoint } from '../../http/endpoint.js'
import { entityTag } from '../../http/entity-tag.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import type { ChangeWorkspace } from './change-workspace.js'
import { getWorkspace, isWithinGrace, listWorkspacesOf, presentWorkspace } from './workspace-record.js'

export const WORKSPACES_PATH = '/api/v1/workspaces'
export const WORKSPACE_PATH = `${WORKSPACES_PATH}/:workspaceId` as const
const common = { tag: 'Workspaces', query: nothing, body: nothing.optional(), status: 200 } as const
const one = { ...common, path: WORKSPACE_PATH, params: workspaceParams, reply: workspace } as const

const listShape = {
  ...common,
  method: 'get',
  path: WORKSPACES_PATH,
  summary: 'List one’s workspaces',
  params: nothing,
  reply: workspacesReply,
} as const

/** Deleted ones are listed to their owners only: nobody else can bring them back. */
export const listWorkspacesRoute = ({ database, now }: { database: Database; now: () => number }) =>
  sessionEndpoint(listShape, async ({ session }) => {
    const all = await listWorkspacesOf(database.prisma, session.user.id)
    const shown = all.filter(
      ({ record, role }) => isWithinGrace(record, now()) && (record.deletedAt === null || role === 'owner'),
    )
    return { items: shown.map(({ record, role }) => presentWorkspace(record, role)) }
  })

const createShape = {
  ...common,
  method: 'post',
  path: WORKSPACES_PATH,
  summary: 'Make a workspace',
  params: nothing,
  body: createWorkspaceRequest,
  reply: workspace,
  status: 201,
} as const

export const createWorkspaceRoute = ({ changeWorkspace }: { changeWorkspace: ChangeWorkspace }) =>
  sessionEndpoint(createShape, async ({ body, session, by, res }) => {
    const made = await changeWorkspace.create(body, { userId: session.user.id, by })
    res.setHeader('ETag', entityTag(made.version))
    res.setHeader('Location', `${WORKSPACES_PATH}/${made.id}`)
    return made
  })

const readShape = { ...one, method: 'get', summary: 'Read a workspace' } as const

export const readWorkspaceRoute = ({ database }: { database: Database }) =>
  workspaceEndpoint('workspace:read', readShape, async ({ member, res }) => {
    const record = await getWorkspace(database.prisma, member.workspaceId)
    res.setHeader('ETag', entityTag(record.version))
    return presentWorkspace(record, roleOf(member))
  })

/** An API key has no role: it is told the one that comes nearest to its scopes. */
function roleOf(member: Member) {
  const entered = member.session?.workspaces.find(({ id }) => id === member.workspaceId)
  return entered?.role ?? (member.can('monitors:write') ? 'editor' : 'viewer')
}

const updateShape = {
  ...one,
  method: 'patch',
  summary: 'Rename a workspace',
  body: updateWorkspaceRequest,
  requestHeaders: ['If-Match'],
} as const

export const updateWorkspaceRoute = ({ changeWorkspace }: { changeWorkspace: ChangeWorkspace }) =>
  workspaceEndpoint('workspace:update', updateShape, async ({ body, member, by, req, res }) => {
    const target = { workspaceId: member.workspaceId, ifMatch: req.get('If-Match') }
    const { id: userId } = sessionOfPerson(member).user
    const changed = await changeWorkspace.update(target, body, { userId, by })
    res.setHeader('ETag', entityTag(changed.version))
    return changed
  })
