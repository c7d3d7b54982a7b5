import type { Notice, NoticeKind } from '@mointering/api-contract/notices/notice'
import type { ToldIncident } from '@mointering/db/incidents/told-incident'
import { causeOf, clockTime, inWords } from '../../ingester/incidents/incident-words.js'

const NAME_LENGTH = 120

/** What an open incident is told for once more. */
export type DueStep =
  | { kind: 'released'; because: 'maintenance' | 'dependency' }
  | { kind: 'reminded' }
  | {
      kind: 'escalated'
      policyName: string
      /** From 0. */
      step: number
      steps: number
      round: number
      /** The people it is told to, as far as they are known by name. */
      people: readonly string[]
      /** True: nobody was there to be told, so the usual channels are. */
      foundNobody: boolean
    }

const KINDS = { released: 'opened', reminded: 'reminder', escalated: 'escalated' } as const satisfies Record<
  DueStep['kind'],
  NoticeKind
>

/** What people are told of an incident that time has brought up again. */
export function dueNotice(facts: {
  id: string
  step: DueStep
  incident: ToldIncident
  nowMs: number
  publicUrl: string
}): Notice {
  const { id, step, incident, nowMs, publicUrl } = facts
  const { monitor, workspace } = incident
  const url = `${publicUrl}/incidents/${incident.id}`
  return {
    id,
    kind: KINDS[step.kind],
    groupKey: `incident:${incident.id}`,
    severity: incident.severity,
    at: iso(nowMs),
    workspace: { id: workspace.id, name: workspace.name.slice(0, NAME_LENGTH) },
    title: titleOf(step, incident).slice(0, 200),
    summary: [...summaryOf(step, incident, nowMs)].join(' ').slice(0, 1000),
    facts: factsOf(step),
    monitor: {
      id: monitor.id,
      name: monitor.name.slice(0, NAME_LENGTH),
      kind: monitor.kind,
      target: monitor.target.slice(0, 2000),
      url: `${publicUrl}/monitors/${monitor.id}`,
    },
    incident: { id: incident.id, startedAt: iso(incident.startedMs), resolvedAt: null, url, acknowledgeUrl: null },
    items: [],
    url,
  }
}

function titleOf(step: DueStep, { monitor, severity, flapping }: ToldIncident): string {
  const state = flapping ? 'flapping' : severity === 'critical' ? 'down' : 'degraded'
  if (step.kind === 'released') return `${monitor.name} is ${state}`
  if (step.kind === 'reminded') return `${monitor.name} is still ${state}`
  const isFirst = step.step === 0 && step.round === 0
  return isFirst
    ? `${monitor.name} is ${state}: please look`
    : `${monitor.name} is ${state}, and nobody has acknowledged it`
}

function* summaryOf(step: DueStep, incident: ToldIncident, nowMs: number): Generator<string> {
  const cause = causeOf(incident)
  if (cause !== '') yield cause
  yield `Since ${clockTime(incident.startedMs)}, for ${inWords(nowMs - incident.startedMs)}.`
  if (step.kind === 'released') yield RELEASED[step.because]
  if (step.kind === 'escalated' && step.foundNobody) yield 'Nobody is on call now, so the usual channels are told.'
}

const RELEASED = {
  maintenance: 'It was not told before: maintenance, which is over now, covered it.',
  dependency: 'It was not told before: a monitor that it needs was down, which is well again.',
} as const

function factsOf(step: DueStep): Notice['facts'] {
  if (step.kind !== 'escalated') return []
  const round = step.round === 0 ? '' : `, round ${step.round + 1}`
  const people = step.people.join(', ').slice(0, 500)
  return [
    { label: 'Escalation', value: `${step.policyName}, step ${step.step + 1} of ${step.steps}${round}`.slice(0, 500) },
    ...(people === '' ? [] : [{ label: 'Told to', value: people }]),
  ]
}

const iso = (ms: number): string => new Date(ms).toISOString()
