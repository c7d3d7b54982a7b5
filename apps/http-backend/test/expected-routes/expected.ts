/** What each route answers to whom. `body`: what is sent with it. */
export type Expected = { body?: object; alice: number; bob: number; charlie: number; nobody: number }
export type ExpectedRoutes = Record<string, Expected>

export const anybody = (status: number) => ({ alice: status, bob: status, charlie: status, nobody: status })
/** For everybody who is signed in. */
export const signedIn = (status = 200) => ({ alice: status, bob: status, charlie: status, nobody: 401 })
export const readers = { alice: 200, bob: 200, charlie: 404, nobody: 401 }
/** For who may write: Bob is a viewer. Also for what only admins and owners may: Alice is the owner. */
export const writers = (status: number) => ({ alice: status, bob: 403, charlie: 404, nobody: 401 })

export const WORKSPACE = '/api/v1/workspaces/:workspaceId'
export const MONITOR = `${WORKSPACE}/monitors/:monitorId`
