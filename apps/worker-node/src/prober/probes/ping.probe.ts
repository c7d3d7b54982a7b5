import type { PingSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { type CheckFailure, degraded, type Finding, fail, failure } from '../finding.js'
import { canonicalHost, resolveTarget } from '../net/resolve-target.js'
import { type PingSeen, parsePingOutput } from '../ping/ping-output.js'
import { runPing } from '../ping/run-ping.js'
import type { Probe } from '../probe.js'
import { slowerThan } from '../slow.js'

/**
 * Sends some echo requests with the system's `ping` (raw sockets need rights that a prober should not have). The check's time is the average round trip: what people compare, and what `degradedMs` limits, not how long it
 * takes to send them all.
 */
export const probePing: Probe<PingSettings> = async (settings, context) => {
  const address = await resolveTarget(context, canonicalHost(settings.host), settings.ipFamily)
  const { output, exitCode, complaint } = await runPing(context.deadline, address, settings.packets)
  const seen = parsePingOutput(output)
  if (!seen || seen.sent === 0) throw explainNoSummary(address, complaint || `exit code ${exitCode}`)
  if (seen.averageMs !== null) {
    context.trace.measuredMs = seen.averageMs
    context.trace.phases.dnsMs = null // phases add up to the whole, and the name is no part of a round trip
  }
  return judgePing(settings, address, seen, output)
}

function explainNoSummary(address: string, complaint: string): CheckFailure {
  return /network is unreachable|cannot assign/i.test(complaint)
    ? fail('prober_no_network', `The prober has no route to ${address}.`, complaint)
    : fail('ping_unavailable', 'The program ping of this prober did not work.', complaint)
}

/** What the counts of a ping mean: no reply is down, too much loss or too slow is degraded, null is up. */
export function judgePing(settings: PingSettings, address: string, seen: PingSeen, output: string): Finding | null {
  const { sent, received, minMs, averageMs, maxMs } = seen
  if (received === 0 || averageMs === null) {
    const packets = sent === 1 ? 'the packet' : `any of ${sent} packets`
    return failure('ping_no_reply', `${address} did not reply to ${packets}.`, output)
  }
  const lossPercent = (100 * (sent - received)) / sent
  if (lossPercent > settings.maxLossPercent) {
    return degraded(
      'ping_packet_loss',
      `${sent - received} of ${sent} packets to ${address} were lost (${Math.round(lossPercent)} %); round trip ${minMs}/${averageMs}/${maxMs} ms (min/avg/max).`,
    )
  }
  return slowerThan(settings.degradedMs, averageMs, 'The average round trip')
}
