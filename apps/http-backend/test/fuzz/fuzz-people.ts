import { createApiKeyReply } from '@mointering/api-contract/http/api-keys'
import { createInvitationReply } from '@mointering/api-contract/http/workspaces'
import { monitor } from '@mointering/api-contract/monitors/monitor'
import type { Browser } from '@mointering/test-kit/people/browser'
import type { ApiWorld } from '../api-world.js'

export const PASSWORD = 'correct horse battery'
/** What requests may name of who sends them: ids by the path's parameter, the rest in the body as `own(name)`. */
export type Belongings = Readonly<Record<string, string>>
export type Newcomer = { browser: Browser; has: Belongings }
export const own = (name: string) => `own:${name}:`

let people = 0

/** Somebody who owns one of everything, with another member and another session, and who may break it all. */
export async function newcomer(world: ApiWorld): Promise<Newcomer> {
  const number = ++people
  const name = `Fuzz ${number}`
  const email = `fuzz${number}@example.org`
  const { browser, workspaceId } = await world.signUp({ email, password: PASSWORD, name })
  const post = async (path: string, json: object) =>
    (await browser.request(`/api/v1/workspaces/${workspaceId}/${path}`, { json })).body
  const period = { type: 'interval', periodSeconds: 60 }
  const heartbeat = monitor.parse(await post('monitors', { kind: 'heartbeat', name: 'beat', schedule: period }))
  const web = monitor.parse(await post('monitors', { kind: 'http', name: 'web', url: 'https://example.org' }))
  const { apiKey } = createApiKeyReply.parse(await post('api-keys', { name: 'key', scopes: ['read'] }))
  const invited = { email: `invited${number}@example.org`, role: 'viewer' }
  const { invitation, link } = createInvitationReply.parse(await post('invitations', invited))
  const member = await world.database.prisma.user.create({ data: { email: `m${number}@example.org`, name: 'M' } })
  await world.database.prisma.membership.create({ data: { workspaceId, userId: member.id, role: 'editor' } })
  const { id: userId } = await world.database.prisma.user.findUniqueOrThrow({ where: { email } })
  const expiresAt = new Date(Date.now() + 86_400_000)
  const session = await world.database.prisma.session.create({ data: { userId, expiresAt } })
  const workspace = await world.database.prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } })
  const incident = await world.database.prisma.incident.create({
    data: { workspaceId, severity: 'critical', startedAt: new Date(), openedAt: new Date(), region: 'local' },
  })
  const channel = await world.database.prisma.channel.create({
    data: { workspaceId, kind: 'email', name: 'team', settings: { kind: 'email', to: ['team@example.org'] } },
  })
  const maintenance = await world.database.prisma.maintenanceWindow.create({
    data: { workspaceId, name: 'now', startsAt: new Date(), timeZone: 'UTC' },
  })
  const deploy = await world.database.prisma.deployMarker.create({
    data: { workspaceId, at: new Date(), name: 'shop' },
  })
  const rule = await world.database.prisma.noticeRule.create({ data: { workspaceId, name: 'all', position: 1 } })
  const policy = await world.database.prisma.escalationPolicy.create({
    data: {
      workspaceId,
      name: 'office',
      steps: [{ delaySeconds: 0, targets: [{ kind: 'user', id: member.id }] }],
    },
  })
  const layer = { name: 'all', startsAt: '2026-01-01T09:00', turnHours: 24, participants: [member.id], hours: [] }
  const schedule = await world.database.prisma.onCallSchedule.create({
    data: { workspaceId, name: 'primary', timeZone: 'Europe/Berlin', layers: [layer] },
  })
  const [startsAt, endsAt] = [new Date(), new Date(Date.now() + 86_400_000)]
  const override = await world.database.prisma.onCallOverride.create({
    data: { scheduleId: schedule.id, userId: member.id, startsAt, endsAt },
  })
  const passkey = await world.database.prisma.passkey.create({
    data: { userId, name: 'key', credentialId: Buffer.from(email), publicKey: Buffer.from('none') },
  })
  const identity = await world.database.prisma.identity.create({
    data: { userId, provider: 'github', subject: String(number) },
  })
  const has = {
    ...{ email, workspaceId, workspaceName: workspace.name },
    monitorId: heartbeat.id,
    webId: web.id,
    token: heartbeat.heartbeatUrl?.split('/').at(-1) ?? '',
    apiKeyId: apiKey.id,
    invitationId: invitation.id,
    invitationToken: new URL(link ?? '').searchParams.get('token') ?? '',
    userId: member.id,
    sessionId: session.id,
    incidentId: incident.id,
    channelId: channel.id,
    windowId: maintenance.id,
    deployId: deploy.id,
    ruleId: rule.id,
    policyId: policy.id,
    scheduleId: schedule.id,
    overrideId: override.id,
    passkeyId: passkey.id,
    identityId: identity.id,
    provider: 'github',
  }
  return { browser, has }
}

/** An id that nothing has. */
const NOTHING = '11111111-1111-4111-8111-111111111111'

/** A text with the sender's own things in the places that were left for them. */
export const filledIn = (text: string, has: Belongings): string =>
  text.replace(/own:(\w+):/g, (_, name: string) => has[name] ?? NOTHING)
