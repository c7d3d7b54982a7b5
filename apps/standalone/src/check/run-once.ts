import type { ProbeSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import type { CheckResult } from '@mointering/api-contract/pipeline/messages'
import { createAddressGuard } from '@mointering/worker-node/prober/address-guard'
import { createNameResolver } from '@mointering/worker-node/prober/name-resolver'
import { createCheckRunner } from '@mointering/worker-node/prober/run-check'

/**
 * Runs one check in this process, with the very code that a prober runs and no database. Private addresses are allowed: who is at the terminal may reach them
 * anyway. Never rejects: what goes wrong is in the result.
 */
export async function runOnce(
  settings: ProbeSettings,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<CheckResult> {
  const runCheck = createCheckRunner({
    guard: createAddressGuard({ allowedPrivateCidrs: [], allowPrivate: true }),
    resolver: createNameResolver(),
    log: { error: (context, message) => console.error(message, context) },
  })
  const now = Date.now()
  return runCheck(
    { monitorKey: null, slot: now, attempt: 0, notAfter: now + timeoutMs, timeoutMs, settings },
    'local',
    signal,
  )
}
