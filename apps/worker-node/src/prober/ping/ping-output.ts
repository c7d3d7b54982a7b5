export type PingSeen = {
  sent: number
  received: number
  /** Round trip in milliseconds; null when nothing came back. */
  minMs: number | null
  averageMs: number | null
  maxMs: number | null
}

/**
 * Reads the summary that `ping` prints at its end: iputils, BusyBox, macOS and the BSDs. Null when there is none (ping itself failed).
 * Duplicated replies count once.
 */
export function parsePingOutput(output: string): PingSeen | null {
  const counts = /(\d+) packets transmitted, (\d+) (?:packets )?received/.exec(output)
  if (!counts) return null
  const times = /(?:rtt|round-trip) min\/avg\/max(?:\/\S+)? = ([\d.]+)\/([\d.]+)\/([\d.]+)/.exec(output)
  const sent = Number(counts[1])
  return {
    sent,
    received: Math.min(sent, Number(counts[2])),
    minMs: times ? Number(times[1]) : null,
    averageMs: times ? Number(times[2]) : null,
    maxMs: times ? Number(times[3]) : null,
  }
}
