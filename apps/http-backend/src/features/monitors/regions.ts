import { HEARTBEAT_REGION } from '@mointering/api-contract/pipeline/topology'
import type { Database } from '@mointering/db/database'
import { listRegions, type RegionSeen } from '@mointering/db/pipeline/regions'

export type KnownRegions = () => Promise<ReadonlySet<string>>

/** The regions that a monitor may name: those that ever had a prober, and the installation's default ones. */
export function createKnownRegions(deps: { database: Database; defaultRegions: readonly string[] }): KnownRegions {
  return async () => {
    const seen = await listProbingRegions(deps.database)
    return new Set([...deps.defaultRegions, ...seen.map(({ code }) => code)])
  }
}

/** The regions that ever had a prober or a result of one. Not the one that judged heartbeats are filed under: nothing probes there. */
export async function listProbingRegions({ pool }: Database): Promise<RegionSeen[]> {
  return (await listRegions(pool)).filter(({ code }) => code !== HEARTBEAT_REGION)
}
