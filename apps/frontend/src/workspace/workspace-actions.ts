import type { Role } from '@mointering/api-contract/http/accounts'
import { createApiKeyReply } from '@mointering/api-contract/http/api-keys'
import {
  createInvitationReply,
  member,
  type Workspace,
  type WorkspaceMember,
  workspace,
} from '@mointering/api-contract/http/workspaces'
import { z } from 'zod'
import { callApi } from '../api/api-client'
import { apiKeysPath, invitationsPath, membersPath, workspacePath } from './workspace-paths'

const nothing = z.undefined()

export const createWorkspace = (name: string): Promise<Workspace> =>
  callApi(workspace, '/workspaces', { method: 'POST', body: { name } })

/** Refused with `stale_version` when somebody else changed the workspace since `version`. */
export const updateWorkspace = (
  { id, version }: Pick<Workspace, 'id' | 'version'>,
  changes: { name: string; slug: string },
): Promise<Workspace> =>
  callApi(workspace, workspacePath(id), { method: 'PATCH', body: changes, headers: { 'if-match': `"${version}"` } })

/** Wants a fresh proof of identity. `confirmation`: the workspace's name. */
export const deleteWorkspace = (id: string, confirmation: string): Promise<void> =>
  callApi(nothing, `${workspacePath(id)}/delete`, { method: 'POST', body: { confirmation } })

export const restoreWorkspace = (id: string): Promise<Workspace> =>
  callApi(workspace, `${workspacePath(id)}/restore`, { method: 'POST' })

/** Wants a fresh proof of identity. */
export const transferWorkspace = (id: string, userId: string): Promise<void> =>
  callApi(nothing, `${workspacePath(id)}/transfer`, { method: 'POST', body: { userId } })

/** Wants a fresh proof of identity when owners are touched. */
export const changeRole = (workspaceId: string, userId: string, role: Role): Promise<WorkspaceMember> =>
  callApi(member, `${membersPath(workspaceId)}/${userId}`, { method: 'PATCH', body: { role } })

/** Removes somebody; oneself: leaves. Wants a fresh proof of identity when owners are touched. */
export const removeMember = (workspaceId: string, userId: string): Promise<void> =>
  callApi(nothing, `${membersPath(workspaceId)}/${userId}`, { method: 'DELETE' })

export const invite = (workspaceId: string, body: { email: string; role: string }) =>
  callApi(createInvitationReply, invitationsPath(workspaceId), { method: 'POST', body })

/** The link before this one is void. */
export const resendInvitation = (workspaceId: string, invitationId: string) =>
  callApi(createInvitationReply, `${invitationsPath(workspaceId)}/${invitationId}/resend`, { method: 'POST' })

export const revokeInvitation = (workspaceId: string, invitationId: string): Promise<void> =>
  callApi(nothing, `${invitationsPath(workspaceId)}/${invitationId}`, { method: 'DELETE' })

/** Wants a fresh proof of identity. The secret in the answer is shown nowhere again. */
export const createApiKey = (workspaceId: string, body: unknown) =>
  callApi(createApiKeyReply, apiKeysPath(workspaceId), { method: 'POST', body })

export const revokeApiKey = (workspaceId: string, apiKeyId: string): Promise<void> =>
  callApi(nothing, `${apiKeysPath(workspaceId)}/${apiKeyId}`, { method: 'DELETE' })
