import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { createChangeWorkspace } from './change-workspace.js'
import { createDeleteWorkspace } from './delete-workspace.js'
import { createForgetMembers } from './forget-members.js'
import { deleteWorkspaceRoute, restoreWorkspaceRoute, transferWorkspaceRoute } from './ownership.routes.js'
import { createTellSchedulers } from './tell-schedulers.js'
import { createTransferWorkspace } from './transfer-workspace.js'
import {
  createWorkspaceRoute,
  listWorkspacesRoute,
  readWorkspaceRoute,
  updateWorkspaceRoute,
} from './workspace.routes.js'

/** Making, naming, giving away and deleting workspaces. */
export function workspaceEndpoints(deps: EndpointDeps): Endpoint[] {
  const { store } = deps.auth
  const shared = {
    ...deps,
    store,
    publicUrl: deps.config.PUBLIC_URL,
    forgetMembers: createForgetMembers(deps),
    tellSchedulers: createTellSchedulers(deps),
  }
  const changeWorkspace = createChangeWorkspace(shared)
  const deleteWorkspace = createDeleteWorkspace(shared)
  const transferWorkspace = createTransferWorkspace(shared)
  return [
    listWorkspacesRoute(deps),
    createWorkspaceRoute({ changeWorkspace }),
    readWorkspaceRoute(deps),
    updateWorkspaceRoute({ changeWorkspace }),
    deleteWorkspaceRoute({ deleteWorkspace }),
    restoreWorkspaceRoute({ deleteWorkspace }),
    transferWorkspaceRoute({ transferWorkspace }),
  ]
}
