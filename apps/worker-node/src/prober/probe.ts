import type { CertificateSeen, Phases } from '@mointering/api-contract/pipeline/messages'
import type { AddressGuard } from './address-guard.js'
import type { Deadline } from './deadline.js'
import type { Finding } from './finding.js'
import type { NameResolver } from './name-resolver.js'
import type { SecureContexts } from './net/secure-contexts.js'

/** What a probe has seen so far. It fills this in as it goes, so that a check that breaks off still shows how far it came. */
export type Trace = {
  /** What the check measures where that is not how long it took: the round trip of a ping. Null everywhere else. */
  measuredMs: number | null
  phases: Phases
  httpStatus: number | null
  certificate: CertificateSeen | null
  remoteAddress: string | null
  /** All that the name stands for. */
  addresses: readonly string[]
  headers: readonly string[] // name, value, name, value, as received
  bodySample: string | null
  redirects: string[]
}

export type ProbeContext = {
  guard: AddressGuard
  resolver: NameResolver
  secureContexts: SecureContexts
  deadline: Deadline
  trace: Trace
}

/** Looks at one target once. Null is up; throws a CheckFailure when it cannot go on. */
export type Probe<Settings> = (settings: Settings, context: ProbeContext) => Promise<Finding | null>

export const createTrace = (): Trace => ({
  measuredMs: null,
  phases: { dnsMs: null, connectMs: null, tlsMs: null, ttfbMs: null, transferMs: null },
  httpStatus: null,
  certificate: null,
  remoteAddress: null,
  addresses: [],
  headers: [],
  bodySample: null,
  redirects: [],
})

/** Adds to a phase: redirects go through each phase again, and a phase's time is the sum over the hops. */
export function addPhase(trace: Trace, phase: keyof Phases, sinceMs: number): void {
  trace.phases[phase] = (trace.phases[phase] ?? 0) + (performance.now() - sinceMs)
}
