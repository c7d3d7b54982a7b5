import type { ProbeSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { SILENT_CODES } from '@mointering/api-contract/pipeline/check-error-codes'
import type { CheckResult, CheckTask } from '@mointering/api-contract/pipeline/messages'
import type { AddressGuard } from './address-guard.js'
import { createDeadline, type Deadline } from './deadline.js'
import { CheckFailure, type Finding, fail, failure } from './finding.js'
import type { NameResolver } from './name-resolver.js'
import { createSecureContexts } from './net/secure-contexts.js'
import type { OpenTask } from './open-task.js'
import { createTrace, type ProbeContext } from './probe.js'
import { probe } from './probes/probe-by-kind.js'
import type { Sight } from './sight.js'
import { toResult } from './to-result.js'
import { createTraitMemory } from './trait-memory.js'

export type CheckRunner = (task: CheckTask, region: string, shutdown: AbortSignal) => Promise<CheckResult>

export type CheckRunnerOptions = {
  guard: AddressGuard
  resolver: NameResolver
  /** Hears of bugs only: a target that is down is a result, not a log line. */
  log: { error(context: object, message: string): void }
  /** PEM certificates of authorities to trust besides Node's own. */
  extraCa?: readonly string[]
  /** Opens sealed secrets; absent, settings are taken as they are. */
  openTask?: OpenTask
  /** Tells a silent target from blindness of our own; absent, silence is the target's. */
  sight?: Sight
}

/**
 * Runs one check for one region under one deadline. Never rejects: whatever goes wrong is in the result, and what is not the
 * target's fault (shutdown, our resolver, our limits, a refused address, a bug) has the verdict `unknown`.
 */
export function createCheckRunner({
  guard,
  resolver,
  log,
  extraCa,
  openTask = asItIs,
  sight,
}: CheckRunnerOptions): CheckRunner {
  const secureContexts = createSecureContexts(extraCa)
  const shutdowns = new WeakMap<AbortSignal, Set<Deadline>>()
  const traitMemory = createTraitMemory()

  return async function runCheck(task, region, shutdown) {
    const startedAt = Date.now()
    const startedMs = performance.now()
    const deadline = createDeadline(task.timeoutMs)
    const running = runningUnder(shutdowns, shutdown)
    running.add(deadline)
    if (shutdown.aborted) deadline.interrupt('shutdown')
    const context: ProbeContext = { guard, resolver, secureContexts, deadline, trace: createTrace() }
    const finding = await look(task, openTask, context, (error) =>
      log.error({ err: error, kind: task.settings.kind, monitorKey: task.monitorKey }, 'a probe has a bug'),
    )
    running.delete(deadline)
    deadline.clear()
    const { trace } = context
    const totalMs = trace.measuredMs ?? performance.now() - startedMs
    const traits = traitMemory.news(task, trace)
    const result = {
      ...toResult({ task, region, startedAt, totalMs, trace, finding }),
      ...(traits === undefined ? {} : { traits }),
    }
    return sight ? vouch(result, { sight, address: trace.remoteAddress, startedMs }) : result
  }
}

/** The result as it counts once we know whether we saw anything at all: silence while we were blind is `unknown`. */
async function vouch(
  result: CheckResult,
  { sight, address, startedMs }: { sight: Sight; address: string | null; startedMs: number },
): Promise<CheckResult> {
  if (result.verdict !== 'down' || !SILENT_CODES.has(result.errorCode ?? '')) {
    if (result.verdict !== 'unknown' && address !== null) sight.answered(address)
    return result
  }
  const seen = await sight.look(address, startedMs)
  if (seen !== 'blind') return seen === 'sees' ? { ...result, sighted: true } : result
  const blind = failure('prober_blind', 'The prober reached nothing else on the internet either, so it cannot tell.')
  return { ...result, verdict: blind.verdict, errorCode: blind.code, message: blind.message }
}

const asItIs = ({ settings }: CheckTask): ProbeSettings => settings

async function look(
  task: CheckTask,
  openTask: OpenTask,
  context: ProbeContext,
  onBug: (error: unknown) => void,
): Promise<Finding | null> {
  try {
    if (context.deadline.interruption) throw fail('prober_shutdown', 'The prober was stopping when the check was due.')
    return await probe(openTask(task), context)
  } catch (error) {
    if (error instanceof CheckFailure) return error.finding
    onBug(error)
    return fail('internal_error', 'The check could not be run because of a fault in the prober.').finding
  }
}

/** One listener for each signal, not for each check: there are thousands of checks on the same one. */
function runningUnder(shutdowns: WeakMap<AbortSignal, Set<Deadline>>, shutdown: AbortSignal): Set<Deadline> {
  const known = shutdowns.get(shutdown)
  if (known) return known
  const running = new Set<Deadline>()
  shutdowns.set(shutdown, running)
  shutdown.addEventListener('abort', () => {
    for (const deadline of running) deadline.interrupt('shutdown')
  })
  return running
}
