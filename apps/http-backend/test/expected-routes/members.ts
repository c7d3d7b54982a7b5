import { type ExpectedRoutes, readers, WORKSPACE, writers } from './expected.js'

const MEMBER = `${WORKSPACE}/members/:userId`

export const membersRoutes: ExpectedRoutes = {
  [`GET ${WORKSPACE}/members`]: readers,
  [`PATCH ${MEMBER}`]: { body: { role: 'editor' }, ...writers(404) },
  // Everybody may leave: Bob is refused because that is nobody.
  [`DELETE ${MEMBER}`]: { alice: 404, bob: 404, charlie: 404, nobody: 401 },
}
