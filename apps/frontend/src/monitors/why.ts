import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { formatLatency } from '../format/latency'

/** The reason that stands beside a status: why it is not up, else the latency of the last result. Empty when there is nothing to say. */
export function whyOf({ status, statusReason, lastResult, kind }: Monitor): string {
  switch (status) {
    case 'down':
    case 'degraded':
    case 'unknown':
      return statusReason ?? lastResult?.message ?? ''
    case 'pending':
      if (lastResult && lastResult.verdict !== 'up') return lastResult.message ?? ''
      return kind === 'heartbeat' ? 'Waiting for the first call' : 'First check is on its way'
    case 'paused':
      return 'Not watched while paused'
    case 'up':
      // A failing slot that is not confirmed yet is not hidden.
      if (lastResult && lastResult.verdict !== 'up') return lastResult.message ?? ''
      return lastResult?.totalMs == null ? '' : formatLatency(lastResult.totalMs)
  }
}
