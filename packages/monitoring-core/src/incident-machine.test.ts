import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type IncidentPolicy,
  type IncidentState,
  type IncidentStep,
  isWatched,
  stepIncident,
} from './incident-machine.js'
import { initialStatus, type StatusState, stepStatus } from './status-machine.js'
import { VERDICTS, type Verdict } from './verdict.js'

const MINUTE = 60_000
const LETTERS: Record<string, Verdict> = { U: 'up', G: 'degraded', D: 'down', '?': 'unknown' }
const POLICY: IncidentPolicy = {
  mergeMs: 5 * MINUTE,
  degradedAfterMs: 2 * MINUTE,
  flapping: { outages: 3, windowMs: 20 * MINUTE },
}

/** A slot each minute, one look confirms; each step with the minute at which it was known. */
function run(script: string, policy: IncidentPolicy = POLICY): string[] {
  const verdicts = [...script].map((letter) => LETTERS[letter] ?? 'unknown')
  return walk(verdicts, policy).log.map(({ step, minute }) => `${describeStep(step)} @${minute}`)
}

function walk(verdicts: readonly Verdict[], policy: IncidentPolicy, restart = false) {
  let status: StatusState = initialStatus
  let incident: IncidentState | null = null
  const log: { step: IncidentStep; minute: number }[] = []
  for (const [minute, verdict] of verdicts.entries()) {
    const slotMs = minute * MINUTE
    status = stepStatus(status, { slotMs, verdict }, { confirmations: 1, recoveries: 1 }).state
    const next = stepIncident(incident, { ...status, slotMs }, policy)
    log.push(...next.steps.map((step) => ({ step, minute })))
    incident = restart ? structuredClone(next.incident) : next.incident
    if (restart)
      log.push(...stepIncident(incident, { ...status, slotMs }, policy).steps.map((step) => ({ step, minute })))
  }
  return { log, incident, status }
}

function describeStep(step: IncidentStep): string {
  if (step.kind === 'resolved') return `${step.settled ? 'settled' : 'resolved'} ${step.resolvedMs / MINUTE}`
  return step.kind === 'flapping' ? `flapping ${step.outages}` : `${step.kind} ${step.severity}`
}

describe('outages', () => {
  test.each([
    ['', []],
    ['UUU', []],
    ['UD', ['opened critical @1']],
    ['UDDDU', ['opened critical @1', 'resolved 4 @4']],
    ['UDU', ['opened critical @1', 'resolved 2 @2']],
    ['U?', []],
    ['UD????', ['opened critical @1']], // unknown resolves nothing
    ['????D', ['opened critical @4']],
    ['UDUUD', ['opened critical @1', 'resolved 2 @2', 'reopened critical @4']], // a relapse is the same incident
    ['UDUUUUUUUD', ['opened critical @1', 'resolved 2 @2', 'opened critical @9']],
  ])('%s -> %j', (script, steps) => expect(run(script)).toEqual(steps))
})

describe('degraded', () => {
  test.each([
    ['UG', []], // a slow minute is no incident
    ['UGGG', ['opened warning @3']],
    ['UGGGU', ['opened warning @3', 'resolved 4 @4']],
    ['UGGGD', ['opened warning @3', 'severity_changed critical @4']],
    ['UDGU', ['opened critical @1', 'resolved 3 @3']],
    ['UDGGG', ['opened critical @1', 'severity_changed warning @4']],
  ])('%s -> %j', (script, steps) => expect(run(script)).toEqual(steps))
  test('never, where it opens none', () => {
    expect(run('UGGGGGG', { ...POLICY, degradedAfterMs: null })).toEqual([])
    expect(run('UDGG', { ...POLICY, degradedAfterMs: null })).toEqual(['opened critical @1', 'resolved 2 @2'])
  })
})

describe('flapping', () => {
  test('is told once, and ends when it has been good for long enough', () => {
    expect(run(`UDUDUDUDUD${'U'.repeat(25)}`)).toEqual([
      'opened critical @1',
      'resolved 2 @2',
      'reopened critical @3',
      'resolved 4 @4',
      'reopened critical @5',
      'flapping 3 @5',
      'settled 10 @30',
    ])
  })
  test('outages that are far apart are not', () => {
    const far = `D${'U'.repeat(19)}`
    expect(run(`U${far.repeat(4)}`).filter((step) => step.startsWith('flapping'))).toEqual([])
  })
})

describe('an incident that somebody ended by hand', () => {
  const ended: IncidentState = {
    severity: 'critical',
    startedMs: MINUTE,
    resolvedMs: 3 * MINUTE,
    flapping: false,
    outagesMs: [MINUTE],
  }
  test('does not come back for the same outage', () => {
    const seen = { status: 'down', sinceMs: MINUTE, slotMs: 9 * MINUTE } as const
    expect(stepIncident(ended, seen, POLICY)).toEqual({ incident: ended, steps: [] })
  })
  test('comes back for the next one', () => {
    const seen = { status: 'down', sinceMs: 6 * MINUTE, slotMs: 6 * MINUTE } as const
    expect(stepIncident(ended, seen, POLICY).steps).toEqual([{ kind: 'reopened', severity: 'critical' }])
  })
})

const anyVerdicts = fc.array(fc.constantFrom(...VERDICTS), { maxLength: 80 })

test('steps alternate: what is opened is open, what is resolved was open', () => {
  fc.assert(
    fc.property(anyVerdicts, (verdicts) => {
      let open = false
      for (const { step } of walk(verdicts, POLICY).log) {
        if (step.kind === 'opened' || step.kind === 'reopened') {
          expect(open).toBe(false)
          open = true
        } else {
          expect(open).toBe(true)
          if (step.kind === 'resolved') open = false
        }
      }
    }),
    { numRuns: 1000 },
  )
})

test('an incident is open while it is down, and never while it has been up for long', () => {
  fc.assert(
    fc.property(anyVerdicts, (verdicts) => {
      const { incident, status } = walk(verdicts, POLICY)
      const open = incident !== null && incident.resolvedMs === null
      if (status.status === 'down') expect(open).toBe(true)
      if (status.status === 'up' && !incident?.flapping) expect(open).toBe(false)
    }),
    { numRuns: 1000 },
  )
})

test('a state that was stored and read again, and a status that is stepped twice, change nothing', () => {
  fc.assert(
    fc.property(anyVerdicts, (verdicts) => {
      expect(walk(verdicts, POLICY, true).log).toEqual(walk(verdicts, POLICY).log)
    }),
    { numRuns: 1000 },
  )
})

test('who is not watched need be stepped at changes of the status only', () => {
  fc.assert(
    fc.property(anyVerdicts, (verdicts) => {
      let status: StatusState = initialStatus
      let incident: IncidentState | null = null
      const log: IncidentStep[] = []
      for (const [minute, verdict] of verdicts.entries()) {
        const slotMs = minute * MINUTE
        const before = status
        status = stepStatus(before, { slotMs, verdict }, { confirmations: 1, recoveries: 1 }).state
        const same = before.status === status.status && before.sinceMs === status.sinceMs
        if (same && !isWatched(incident, status)) continue
        const next = stepIncident(incident, { ...status, slotMs }, POLICY)
        incident = next.incident
        log.push(...next.steps)
      }
      expect(log).toEqual(walk(verdicts, POLICY).log.map(({ step }) => step))
    }),
    { numRuns: 1000 },
  )
})
