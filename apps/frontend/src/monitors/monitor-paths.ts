const LIST_PAGE = 500

export const monitorsPath = (workspaceId: string) => `/workspaces/${workspaceId}/monitors`
export const monitorPath = (workspaceId: string, id: string) => `${monitorsPath(workspaceId)}/${id}`
/** The first page of a list; later ones add a cursor. */
export const firstListPath = (workspaceId: string) => `${monitorsPath(workspaceId)}?limit=${LIST_PAGE}`
