import type { Role } from '@mointering/api-contract/http/accounts'
import { createInvitationReply } from '@mointering/api-contract/http/workspaces'
import type { Browser } from '@mointering/test-kit/people/browser'
import { type ApiWorld, startWorld } from './api-world.js'

export type TeamMember = { browser: Browser; userId: string; email: string; name: string }
export type Team = Record<Role | 'stranger', TeamMember> & { workspaceId: string; path: string }

const many = { limit: 10_000, windowMs: 60_000 }

/** The API, for tests that need many people and invitations. */
export const startTeamWorld = (env: Record<string, string> = {}): Promise<ApiWorld> =>
  startWorld({ env, rateLimits: { signUpFromAddress: many, inviteByPerson: many, tokenFromAddress: many } })

let people = 0

/** Somebody new with a workspace of their own. */
export async function addPerson(world: ApiWorld, called = 'person'): Promise<TeamMember & { workspaceId: string }> {
  people++
  const [email, name] = [`${called}-${people}@example.org`, `${called} ${people}`]
  const { browser, workspaceId } = await world.signUp({ email, name, password: 'a long enough password' })
  const { id: userId } = await world.database.prisma.user.findUniqueOrThrow({ where: { email } })
  return { browser, userId, email, name, workspaceId }
}

/** One more member, as if they had been there for long. */
export async function addMember(world: ApiWorld, workspaceId: string, role: Role): Promise<TeamMember> {
  const person = await addPerson(world, role)
  const { userId } = person
  await world.database.prisma.membership.create({ data: { workspaceId, userId, role } })
  const json = { email: person.email, password: 'a long enough password' }
  await person.browser.request('/api/v1/auth/sign-in', { json })
  return person
}

/** A workspace with one member of each role, and a stranger who owns another one. */
export async function addTeam(world: ApiWorld): Promise<Team> {
  const { workspaceId, ...owner } = await addPerson(world, 'owner')
  const [admin, editor, viewer] = [
    await addMember(world, workspaceId, 'admin'),
    await addMember(world, workspaceId, 'editor'),
    await addMember(world, workspaceId, 'viewer'),
  ]
  const stranger = await addPerson(world, 'stranger')
  return { owner, admin, editor, viewer, stranger, workspaceId, path: `/api/v1/workspaces/${workspaceId}` }
}

/** The secret in the link of a new invitation. */
export async function inviteBy(browser: Browser, path: string, email: string, role: Role = 'viewer') {
  const answer = await browser.request(`${path}/invitations`, { json: { email, role } })
  const { invitation, link } = createInvitationReply.parse(answer.body)
  return { id: invitation.id, token: new URL(link ?? '').searchParams.get('token') ?? '', answer }
}
