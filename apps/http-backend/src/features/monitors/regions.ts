import type { Database } from '@mointering/db/database'
import { listRegions } from '@mointering/db/pipeline/regions'

export type KnownRegions = () => Promise<ReadonlySet<string>>

/** The regions that a monitor may name: those that ever had a prober, and the installation's default ones. */
export function createKnownRegions(deps: { database: Database; defaultRegions: readonly string[] }): KnownRegions {
  return async () => {
    const seen = await listRegions(deps.database.pool)
    return new Set([...deps.defaultRegions, ...seen.map(({ code }) => code)])
  }
}
