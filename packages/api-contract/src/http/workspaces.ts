import { z } from 'zod'
import { displayName, emailAddress, mailedToken, ROLES } from './accounts.js'

/** How long a deleted workspace can be brought back. */
export const WORKSPACE_GRACE_DAYS = 14

export const workspaceName = displayName('a name for the workspace', 120)

export const workspace = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  version: z.int(),
  createdAt: z.iso.datetime(),
  /** Set while it can still be brought back; it is removed for good at `purgeAt`. */
  deletedAt: z.iso.datetime().nullable(),
  purgeAt: z.iso.datetime().nullable(),
})
export type Workspace = z.infer<typeof workspace>
/** GET /workspaces: all of one's own, deleted ones (to its owners only) as well. */
export const workspacesReply = z.object({ items: z.array(workspace) })
export const createWorkspaceRequest = z.strictObject({ name: workspaceName })
export const updateWorkspaceRequest = z.strictObject({
  name: workspaceName.optional(),
  slug: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/, 'Use lower-case letters, digits and dashes')
    .optional(),
})
/** `confirmation`: the workspace's own name, typed. */
export const deleteWorkspaceRequest = z.strictObject({ confirmation: z.string().max(200) })
export const transferWorkspaceRequest = z.strictObject({ userId: z.uuid() })

export const member = z.object({
  userId: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  /** Whether they have a second factor. */
  secondFactor: z.boolean(),
  joinedAt: z.iso.datetime(),
})
export type WorkspaceMember = z.infer<typeof member>
export const membersReply = z.object({ items: z.array(member) })
export const changeRoleRequest = z.strictObject({ role: z.enum(ROLES) })

export const invitation = z.object({
  id: z.uuid(),
  email: z.string(),
  role: z.enum(ROLES),
  invitedBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
})
export type Invitation = z.infer<typeof invitation>
export const invitationsReply = z.object({ items: z.array(invitation) })
/** Nobody is invited as an owner: ownership is transferred. */
export const createInvitationRequest = z.strictObject({
  email: emailAddress,
  role: z.enum(['admin', 'editor', 'viewer']),
})
/** `link`: shown once, for passing on by hand; null when it was mailed. */
export const createInvitationReply = z.object({ invitation, link: z.string().nullable() })

export const invitationTokenRequest = z.strictObject({ token: mailedToken })
/** What who holds the link may know of it before accepting. */
export const invitationPreview = z.object({
  workspaceName: z.string(),
  invitedBy: z.string().nullable(),
  email: z.string(),
  role: z.enum(ROLES),
  expiresAt: z.iso.datetime(),
})
export type InvitationPreview = z.infer<typeof invitationPreview>
export const acceptInvitationReply = z.object({ workspaceId: z.uuid() })
