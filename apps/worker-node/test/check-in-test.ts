import { type ProbeSettings, probeSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { type CheckResult, checkResult } from '@mointering/api-contract/pipeline/messages'
import type { z } from 'zod'
import { createAddressGuard } from '../src/prober/address-guard.js'
import { createNameResolver, type NameResolverOptions } from '../src/prober/name-resolver.js'
import { type CheckRunnerOptions, createCheckRunner } from '../src/prober/run-check.js'

export type CheckOptions = {
  timeoutMs?: number
  shutdown?: AbortSignal
  /** Private addresses are allowed unless this is false. */
  allowPrivate?: boolean
  allowedPrivateCidrs?: readonly string[]
  names?: NameResolverOptions
} & Partial<Omit<CheckRunnerOptions, 'log'>>

/** Runs one real check in a test; settings as a person gives them, with defaults filled in. The result is held against the contract. */
export async function check(settings: z.input<typeof probeSettings>, options: CheckOptions = {}): Promise<CheckResult> {
  return checkParsed(probeSettings.parse(settings), options)
}

/** The same for settings that no form would let through. Fails on what the prober calls a bug. */
export async function checkParsed(settings: ProbeSettings, options: CheckOptions = {}): Promise<CheckResult> {
  const { timeoutMs = 2000, shutdown = new AbortController().signal, allowPrivate = true } = options
  const bugs: unknown[] = []
  const run = createCheckRunner({
    guard:
      options.guard ?? createAddressGuard({ allowPrivate, allowedPrivateCidrs: options.allowedPrivateCidrs ?? [] }),
    resolver: options.resolver ?? createNameResolver(options.names),
    log: { error: (context) => bugs.push(context) },
    ...(options.extraCa ? { extraCa: options.extraCa } : {}),
    ...(options.openTask ? { openTask: options.openTask } : {}),
    ...(options.sight ? { sight: options.sight } : {}),
  })
  const task = { monitorKey: 7, slot: 60_000, attempt: 0, notAfter: Date.now() + 60_000, timeoutMs, settings }
  const sent = await run(task, 'test', shutdown)
  await assertPhasesFit(sent)
  const result = checkResult.parse(sent)
  if (bugs.length > 0) throw new AggregateError(bugs, 'the prober logged a bug')
  return result
}

/** Phases follow each other: together they are never longer than the check, not even when its sockets report late. */
async function assertPhasesFit({ phases, totalMs }: CheckResult): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  const sum = Object.values(phases).reduce<number>((total, ms) => total + (ms ?? 0), 0)
  if (totalMs === null || sum > totalMs + 1) throw new Error(`phases of ${sum} ms in a check of ${totalMs} ms`)
}
