import type { Database } from '@mointering/db/database'
import { listRegions } from '@mointering/db/pipeline/regions'
import { startRounds } from '../rounds.js'

export type LivingRegions = AsyncDisposable & {
  /** Codes of the regions whose probers gave a sign of life lately, as of a few seconds ago; empty before the first look. */
  living(): readonly string[]
}

const LOOK_MS = 10_000
/** Probers give a sign of life every 10 s. */
const ALIVE_MS = 30_000

/** Keeps in mind which regions can be asked for a look. */
export function watchLivingRegions({
  database,
  now,
  onTrouble,
}: {
  database: Database
  now: () => number
  onTrouble: (error: unknown) => void
}): LivingRegions {
  let living: readonly string[] = []
  const rounds = startRounds({
    everyMs: LOOK_MS,
    async round() {
      const aliveSinceMs = now() - ALIVE_MS
      const regions = await listRegions(database.pool)
      living = regions.filter(({ lastSeenAtMs }) => (lastSeenAtMs ?? 0) >= aliveSinceMs).map(({ code }) => code)
    },
    onTrouble,
  })
  return { living: () => living, [Symbol.asyncDispose]: () => rounds[Symbol.asyncDispose]() }
}
