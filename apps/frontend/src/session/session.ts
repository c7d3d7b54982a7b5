import type { SessionReply } from '@mointering/api-contract/http/accounts'
import { allows } from '@mointering/api-contract/http/permissions'

export type SessionWorkspace = SessionReply['workspaces'][number]
export type Session = {
  user: SessionReply['user']
  /** The one that the pages show. */
  workspace: SessionWorkspace
  /** All that the person may switch to. */
  workspaces: readonly SessionWorkspace[]
  /** False for viewers: pages show no controls that the API would refuse. */
  canEdit: boolean
}

/** Remembers which workspace somebody was in. It chooses among their own and gives access to none. */
export const WORKSPACE_COOKIE = 'mointering_workspace'

/** What pages know of a session: the person, and the workspace they are in: the remembered one while it is theirs, else the first. Null for somebody without a workspace. */
export function toSession({ user, workspaces }: SessionReply, remembered: string | undefined): Session | null {
  const workspace = workspaces.find(({ id }) => id === remembered) ?? workspaces[0]
  if (!workspace) return null
  return { user, workspace, workspaces, canEdit: allows(workspace.role, 'monitors:write') }
}
