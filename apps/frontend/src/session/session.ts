import type { Role, SessionReply } from '@mointering/api-contract/http/accounts'

export type Session = {
  user: SessionReply['user']
  workspace: { id: string; name: string; role: Role }
  /** False for viewers: pages show no controls that the API would refuse. */
  canEdit: boolean
}

/** What pages know of a session: the person, and the workspace they are in (the first one). Null for somebody without a workspace. */
export function toSession(reply: SessionReply): Session | null {
  const [workspace] = reply.workspaces
  if (!workspace) return null
  return { user: reply.user, workspace, canEdit: workspace.role !== 'viewer' }
}
