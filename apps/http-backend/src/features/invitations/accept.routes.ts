import {
  acceptInvitationReply,
  invitationPreview,
  invitationTokenRequest,
} from '@mointering/api-contract/http/workspaces'
import type { Database } from '@mointering/db/database'
import { addressOf, type RateLimits } from '../../auth/rate-limits.js'
import type { SessionStore } from '../../auth/session-store.js'
import { nothing, publicEndpoint, sessionEndpoint } from '../../http/endpoint.js'
import { acceptInvitation, findOpenInvitation, invalidInvitation } from './accept-invitation.js'

const common = {
  method: 'post',
  tag: 'Members',
  params: nothing,
  query: nothing,
  body: invitationTokenRequest,
  status: 200,
} as const

const previewShape = {
  ...common,
  path: '/api/v1/auth/invitations/preview',
  summary: 'See what an invitation is for',
  reply: invitationPreview,
  csrf: 'origin',
} as const

type Deps = { database: Database; rateLimits: RateLimits; now: () => number }

/** For who holds the link, signed in or not. A POST: the token stands in no address, and so in no log. */
export const previewInvitationRoute = ({ database, rateLimits, now }: Deps) =>
  publicEndpoint(previewShape, async ({ body, req, res }) => {
    await rateLimits.take(res, [['tokenFromAddress', addressOf(req)]])
    const found = await findOpenInvitation(database.prisma, body.token, now())
    if (!found) throw invalidInvitation()
    const { invitedBy, email, role, expiresAt, workspace } = found
    return { workspaceName: workspace.name, invitedBy, email, role, expiresAt: expiresAt.toISOString() }
  })

const acceptShape = {
  ...common,
  path: '/api/v1/auth/invitations/accept',
  summary: 'Join the workspace of an invitation',
  reply: acceptInvitationReply,
} as const

export const acceptInvitationRoute = (deps: Deps & { store: Pick<SessionStore, 'forgetAllOf'> }) =>
  sessionEndpoint(acceptShape, async ({ body, session, by, req, res }) => {
    await deps.rateLimits.take(res, [['tokenFromAddress', addressOf(req)]])
    const { user } = session
    const accepted = await deps.database.prisma.$transaction((tx) =>
      acceptInvitation(tx, by, { token: body.token, user, nowMs: deps.now() }),
    )
    await deps.store.forgetAllOf(user.id)
    return accepted
  })
