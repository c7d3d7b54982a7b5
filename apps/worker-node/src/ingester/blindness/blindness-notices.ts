import { randomUUID } from 'node:crypto'
import { type Notice, notice as noticeSchema } from '@mointering/api-contract/notices/notice'
import type { ToldOf } from '@mointering/db/incidents/region-blindness'
import type { NewDelivery } from '@mointering/db/notices/queue-deliveries'

/** That a region sees nothing, or sees again: one message for each channel of a workspace. */
export function regionNotice(facts: {
  noteId: string
  region: string
  sinceMs: number
  sees: boolean
  workspace: { id: string; name: string }
  nowMs: number
  publicUrl: string
}): Notice {
  const { noteId, region, sinceMs, sees, workspace, nowMs, publicUrl } = facts
  return {
    id: randomUUID(),
    kind: sees ? 'region_sees' : 'region_blind',
    groupKey: `region:${noteId}`,
    severity: sees ? 'info' : 'warning',
    at: iso(nowMs),
    workspace: { ...workspace, name: workspace.name.slice(0, 120) },
    title: sees ? `Region ${region} sees again` : `Region ${region} sees nothing`,
    summary: sees
      ? `It could not tell anything of your monitors since ${iso(sinceMs)}. Nothing of that time counts as downtime.`
      : 'It reaches none of many unrelated targets. What it says of silent monitors counts as unknown until it sees again; incidents that rest on it are withdrawn.',
    facts: [{ label: 'Since', value: iso(sinceMs) }],
    monitor: null,
    incident: null,
    items: [],
    url: `${publicUrl}/monitors`,
  }
}

/** The end of an incident that was told and was none. */
export function withdrawal({ workspaceId, channelId, incidentId, notice: stored }: ToldOf, nowMs: number): NewDelivery {
  const told = noticeSchema.parse(stored)
  const notice: Notice = {
    ...told,
    id: randomUUID(),
    kind: 'resolved',
    severity: 'info',
    at: iso(nowMs),
    title: `${told.monitor?.name ?? 'A monitor'}: false alarm`.slice(0, 200),
    summary: 'The region that saw it saw nothing at all, so this was no outage of yours. The incident is withdrawn.',
    facts: [],
    incident: told.incident && { ...told.incident, resolvedAt: iso(nowMs), acknowledgeUrl: null },
  }
  const eventKey = `withdrawn:${incidentId}`
  return { workspaceId, channelId, eventKey, incidentId, notice, checkedAtMs: null, notBeforeMs: null, heldBy: null }
}

const iso = (ms: number): string => new Date(ms).toISOString()
