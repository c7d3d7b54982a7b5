import { readChannelsTold, readPolicy, readProgress } from '@mointering/db/incidents/escalation-progress'
import type { ToldIncident } from '@mointering/db/incidents/told-incident'
import { escalationOf } from '@mointering/monitoring-core/escalation'
import type { Route } from '@mointering/monitoring-core/notice-routing'
import { findTargets } from './escalation-targets.js'
import { type Look, tellDue } from './tell-due.js'

export type Escalated = {
  /** When to look again; null: nothing is left. */
  nextMs: number | null
  policyId: string | null
  toldSteps: number
  /** Channels that were told just now. */
  channelIds: readonly string[]
}

const NO_POLICY: Escalated = { nextMs: null, policyId: null, toldSteps: 0, channelIds: [] }

/** Tells the step of the incident's policy that is due, if one is. A step that finds nobody tells the usual channels: nobody is left untold. */
export async function escalate(look: Look, incident: ToldIncident, route: Route): Promise<Escalated> {
  const { client, nowMs } = look
  const { acknowledgedMs } = incident
  if (acknowledgedMs !== null || route.escalationPolicyId === null) return NO_POLICY
  const workspaceId = incident.workspace.id
  const policy = await readPolicy(client, { workspaceId, policyId: route.escalationPolicyId })
  const progress = policy && (await readProgress(client, incident.id, nowMs))
  if (!policy || !progress) return NO_POLICY

  const { since, toldMs, heldUntilMs } = progress
  const toldSteps = toldMs.length
  if (heldUntilMs !== null) return { nextMs: heldUntilMs, policyId: policy.id, toldSteps, channelIds: [] }
  const escalated = { openedMs: since.atMs, acknowledgedMs, resolvedMs: null, toldMs }
  const { due, nextMs } = escalationOf(policy, escalated, nowMs)
  if (!due) return { nextMs, policyId: policy.id, toldSteps, channelIds: [] }

  const targets = policy.steps[due.step]?.targets ?? []
  const found = await findTargets(client, { workspaceId, targets, nowMs })
  const foundNobody = found.channelIds.length === 0
  const wanted = foundNobody ? route.channelIds : found.channelIds
  // The first step may come with the opening: who hears of that needs no second message.
  const heard =
    toldSteps === 0 && policy.steps[0]?.delaySeconds === 0 ? await readChannelsTold(client, since.eventId) : new Set()
  const channelIds = wanted.filter((id) => !heard.has(id))
  const { people } = found
  await tellDue(look, incident, {
    step: { kind: 'escalated', policyName: policy.name, steps: policy.steps.length, people, foundNobody, ...due },
    channelIds,
    message: sentence({ policyName: policy.name, step: due.step, people, foundNobody }),
  })
  return { nextMs, policyId: policy.id, toldSteps: toldSteps + 1, channelIds }
}

/** The line on the timeline. */
function sentence(facts: {
  policyName: string
  step: number
  people: readonly string[]
  foundNobody: boolean
}): string {
  const step = `${facts.policyName}, step ${facts.step + 1}`
  if (facts.foundNobody) return `${step}: nobody is on call, the usual channels were told`
  return facts.people.length > 0 ? `${step}: ${facts.people.join(', ')}` : step
}
