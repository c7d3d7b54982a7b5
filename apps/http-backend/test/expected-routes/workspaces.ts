import { type ExpectedRoutes, readers, signedIn, WORKSPACE, writers } from './expected.js'

export const workspacesRoutes: ExpectedRoutes = {
  'GET /api/v1/workspaces': signedIn(),
  'POST /api/v1/workspaces': { body: { name: 'Another' }, ...signedIn(201) },
  [`GET ${WORKSPACE}`]: readers,
  [`PATCH ${WORKSPACE}`]: { body: { name: 'Renamed' }, ...writers(200) },
  [`POST ${WORKSPACE}/transfer`]: { body: { userId: '3f1f9be4-1f0c-4a50-9b9c-0e6f5c8d1a11' }, ...writers(404) },
  [`POST ${WORKSPACE}/delete`]: { body: { confirmation: 'not its name' }, ...writers(400) },
  [`POST ${WORKSPACE}/restore`]: writers(200), // nothing to bring back
}
