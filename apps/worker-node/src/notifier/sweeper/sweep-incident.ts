import { lockQuietIncident, readReasonsNow } from '@mointering/db/incidents/due-incidents'
import { endQuiet, lockOpenIncident, saveTimers, type ToldIncident } from '@mointering/db/incidents/told-incident'
import { escalate } from './escalate.js'
import { type Look, routeOfIncident, tellDue } from './tell-due.js'

const MINUTE_MS = 60_000

/** What a look at an incident came to; null: nothing, or somebody else has it in hand. */
export type Swept = { workspaceId: string; incidentId: string; monitorId: string; what: SweptKind[] }
export type SweptKind = 'released' | 'reminded' | 'escalated'

/** Tells what is due of a told incident, and notes when to look again; in the caller's transaction. */
export async function sweepDue(look: Look, id: string): Promise<Swept | null> {
  const { client, nowMs } = look
  const incident = await lockOpenIncident(client, id)
  if (!incident) return null
  const { nextReminderMs, nextEscalationMs, monitor } = incident
  const route = await routeOfIncident(look, incident)
  const what: SweptKind[] = []

  const isLookDue = nextEscalationMs !== null && nextEscalationMs <= nowMs
  const escalated = isLookDue ? await escalate(look, incident, route) : null
  if (escalated && escalated.channelIds.length > 0) what.push('escalated')

  const isReminderDue = nextReminderMs !== null && nextReminderMs <= nowMs
  if (isReminderDue && wantsReminders(incident)) {
    const heard = new Set(escalated?.channelIds)
    const channelIds = route.channelIds.filter((channelId) => !heard.has(channelId))
    if (channelIds.length > 0) {
      await tellDue(look, incident, { step: { kind: 'reminded' }, channelIds, message: null })
      what.push('reminded')
    }
  }
  await look.fault('sweep:queued')
  await saveTimers(client, id, {
    // Also after somebody took her acknowledgement back, which put the timers to an end.
    reminderMs: isReminderDue || nextReminderMs === null ? reminderAfter(incident, nowMs) : nextReminderMs,
    escalationMs: escalated ? escalated.nextMs : nextEscalationMs,
    ...(escalated ? { policyId: escalated.policyId, toldSteps: escalated.toldSteps } : null),
  })
  return { workspaceId: incident.workspace.id, incidentId: id, monitorId: monitor.id, what }
}

/** Tells of an incident of which nobody was told, when no reason for that is left; in the caller's transaction. */
export async function sweepQuiet(look: Look, id: string): Promise<Swept | null> {
  const { client, nowMs, fault } = look
  const quiet = await lockQuietIncident(client, id)
  if (!quiet || quiet.quietBecause === 'region_blind') return null
  const incident = await lockOpenIncident(client, id)
  const reasons = await readReasonsNow(client, [quiet], nowMs)
  if (!incident || reasons.get(id) !== null) return null
  const { channelIds } = await routeOfIncident(look, incident)
  await tellDue(look, incident, { step: { kind: 'released', because: quiet.quietBecause }, channelIds, message: null })
  await fault('sweep:queued')
  await endQuiet(client, id, { reminderMs: reminderAfter(incident, nowMs), escalationMs: nowMs })
  return { workspaceId: quiet.workspaceId, incidentId: id, monitorId: quiet.monitorId, what: ['released'] }
}

const wantsReminders = ({ acknowledgedMs, monitor }: ToldIncident): boolean =>
  acknowledgedMs === null && monitor.remindEveryMinutes !== null

function reminderAfter(incident: ToldIncident, nowMs: number): number | null {
  const { remindEveryMinutes } = incident.monitor
  return wantsReminders(incident) && remindEveryMinutes !== null ? nowMs + remindEveryMinutes * MINUTE_MS : null
}
