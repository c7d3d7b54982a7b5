import { deleteWorkspaceRequest, transferWorkspaceRequest, workspace } from '@mointering/api-contract/http/workspaces'
import { sessionOfPerson } from '../../auth/person-of.js'
import { noBody, nothing, sessionEndpoint, workspaceEndpoint } from '../../http/endpoint.js'
import { entityTag } from '../../http/entity-tag.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import type { DeleteWorkspace } from './delete-workspace.js'
import type { TransferWorkspace } from './transfer-workspace.js'
import { WORKSPACE_PATH } from './workspace.routes.js'

const common = { method: 'post', tag: 'Workspaces', params: workspaceParams, query: nothing } as const

const deleteShape = {
  ...common,
  path: `${WORKSPACE_PATH}/delete`,
  summary: 'Delete a workspace; its owners can bring it back for 14 days',
  body: deleteWorkspaceRequest,
  reply: null,
  status: 204,
  fresh: true,
} as const

export const deleteWorkspaceRoute = ({ deleteWorkspace }: { deleteWorkspace: DeleteWorkspace }) =>
  workspaceEndpoint('workspace:delete', deleteShape, async ({ body, member, by }) => {
    const { id: userId } = sessionOfPerson(member).user
    await deleteWorkspace.remove(member.workspaceId, body.confirmation, { userId, by })
    return null
  })

const restoreShape = {
  ...common,
  path: `${WORKSPACE_PATH}/restore`,
  summary: 'Bring a deleted workspace back',
  body: noBody,
  reply: workspace,
  status: 200,
} as const

/** No route of the workspace: to the guard, as to everybody else, a deleted one does not exist. */
export const restoreWorkspaceRoute = ({ deleteWorkspace }: { deleteWorkspace: DeleteWorkspace }) =>
  sessionEndpoint(restoreShape, async ({ params, session, by, res }) => {
    const restored = await deleteWorkspace.restore(params.workspaceId, { userId: session.user.id, by })
    res.setHeader('ETag', entityTag(restored.version))
    return restored
  })

const transferShape = {
  ...common,
  path: `${WORKSPACE_PATH}/transfer`,
  summary: 'Make another member the owner, and oneself an admin',
  body: transferWorkspaceRequest,
  reply: null,
  status: 204,
  fresh: true,
} as const

export const transferWorkspaceRoute = ({ transferWorkspace }: { transferWorkspace: TransferWorkspace }) =>
  workspaceEndpoint('workspace:transfer', transferShape, async ({ body, member, by }) => {
    const { id: fromUserId } = sessionOfPerson(member).user
    await transferWorkspace({ workspaceId: member.workspaceId, fromUserId, toUserId: body.userId.toLowerCase() }, by)
    return null
  })
