export const workspacePath = (workspaceId: string): string => `/workspaces/${workspaceId}`
export const membersPath = (workspaceId: string): string => `${workspacePath(workspaceId)}/members`
export const invitationsPath = (workspaceId: string): string => `${workspacePath(workspaceId)}/invitations`
export const apiKeysPath = (workspaceId: string): string => `${workspacePath(workspaceId)}/api-keys`
export const auditLogPath = (workspaceId: string): string => `${workspacePath(workspaceId)}/audit-log`

/** The page that the API describes itself on. */
export const API_REFERENCE = '/api/docs'
