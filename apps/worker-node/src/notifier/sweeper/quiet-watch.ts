import type { QuietIncident } from '@mointering/db/incidents/due-incidents'

/**
 * Which quiet incidents are to be told: their reason is gone, and their monitor was looked at since, as often as it needs to come back, and is still not well. What
 * ended together, ends without a word. It remembers since when a reason is gone; a process that has forgotten waits a little longer.
 */
export function createQuietWatch() {
  const goneSinceMs = new Map<string, number>()

  return {
    /** Ids of those to tell now. `reasons` is why nobody should be told of them now; null for no reason. */
    ripe(quiet: readonly QuietIncident[], reasons: ReadonlyMap<string, string | null>, nowMs: number): string[] {
      const gone = quiet.filter(({ id }) => reasons.get(id) === null)
      const ids = new Set(gone.map(({ id }) => id))
      for (const id of goneSinceMs.keys()) if (!ids.has(id)) goneSinceMs.delete(id)
      for (const { id } of gone) if (!goneSinceMs.has(id)) goneSinceMs.set(id, nowMs)
      return gone.filter((incident) => hasBeenSeen(incident, goneSinceMs.get(incident.id) ?? nowMs)).map(({ id }) => id)
    },
  }
}

const hasBeenSeen = ({ lastSlotMs, intervalMs, recoveries }: QuietIncident, sinceMs: number): boolean =>
  lastSlotMs !== null && lastSlotMs >= sinceMs + (recoveries - 1) * intervalMs
