import { targetLine } from '@mointering/api-contract/monitors/target-line'
import type { Notice, NoticeKind } from '@mointering/api-contract/notices/notice'
import type { FailingLook } from '@mointering/db/incidents/failing-looks'
import type { StoredIncident } from '@mointering/db/incidents/incident-rows'
import type { PipelineMonitor } from '@mointering/db/pipeline/monitor-feed'
import type { IncidentStep } from '@mointering/monitoring-core/incident-machine'
import { summaryOf, titleOf } from './incident-words.js'

const NAME_LENGTH = 120

/** What people are told of a step of an incident. The address to acknowledge it is signed by who sends it. */
export function incidentNotice(facts: {
  id: string
  step: IncidentStep
  incident: StoredIncident
  monitor: PipelineMonitor
  workspace: { id: string; name: string }
  /** What was seen of it; empty for what ended it. */
  looks: readonly FailingLook[]
  atMs: number
  publicUrl: string
}): Notice {
  const { id, step, incident, monitor, workspace, looks, atMs, publicUrl } = facts
  const url = `${publicUrl}/incidents/${incident.id}`
  return {
    id,
    kind: kindOf(step),
    groupKey: `incident:${incident.id}`,
    severity: incident.severity,
    at: iso(atMs),
    workspace: { ...workspace, name: workspace.name.slice(0, NAME_LENGTH) },
    title: titleOf(step, monitor.name).slice(0, 200),
    summary: summaryOf(step, incident).slice(0, 1000),
    facts: factsOf(looks),
    monitor: {
      id: monitor.id,
      name: monitor.name.slice(0, NAME_LENGTH),
      kind: monitor.settings.kind,
      target: targetLine(monitor.settings).slice(0, 2000),
      url: `${publicUrl}/monitors/${monitor.id}`,
    },
    incident: {
      id: incident.id,
      startedAt: iso(incident.startedMs),
      resolvedAt: incident.resolvedMs === null ? null : iso(incident.resolvedMs),
      url,
      acknowledgeUrl: null,
    },
    items: [],
    url,
  }
}

const kindOf = (step: IncidentStep): NoticeKind => step.kind

function factsOf(looks: readonly FailingLook[]): Notice['facts'] {
  const said = looks.find(({ message }) => message !== null)?.message
  const regions = [...new Set(looks.map(({ region }) => region))].join(', ')
  return [
    ...(said ? [{ label: 'Said', value: said.slice(0, 500) }] : []),
    ...(regions === '' ? [] : [{ label: 'Seen from', value: regions.slice(0, 500) }]),
  ]
}

const iso = (ms: number): string => new Date(ms).toISOString()
