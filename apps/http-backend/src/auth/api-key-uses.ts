import type { Logger } from '@mointering/backend-common/log/logger'
import type { Database } from '@mointering/db/database'

/** "Last used" is told to the minute. */
const EVERY_MS = 60_000
const MAX_REMEMBERED = 10_000

/** Remembers when and from where keys were used. Returns at once: no request waits for it, and one that could not be written is only logged. */
export type NoteApiKeyUse = (apiKeyId: string, address: string | null) => void
export type ApiKeyUses = AsyncDisposable & { note: NoteApiKeyUse }

/** At most one write a minute for each key, whatever the number of requests and processes. Disposing waits for the writes in hand. */
export function createApiKeyUses(deps: { database: Database; log: Logger; now: () => number }): ApiKeyUses {
  const { database, log, now } = deps
  const notedMs = new Map<string, number>()
  const inHand = new Set<Promise<void>>()

  async function write(id: string, address: string | null, atMs: number): Promise<void> {
    await database.prisma.apiKey.updateMany({
      where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: new Date(atMs - EVERY_MS) } }] },
      data: { lastUsedAt: new Date(atMs), lastUsedAddress: address },
    })
  }

  return {
    note(apiKeyId, address) {
      const atMs = now()
      if (atMs - (notedMs.get(apiKeyId) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return
      if (notedMs.size >= MAX_REMEMBERED) notedMs.clear() // the condition in the database holds all the same
      notedMs.set(apiKeyId, atMs)
      const writing = write(apiKeyId, address, atMs)
        .catch((error: unknown) => log.warn({ err: error, apiKeyId }, 'the use of an API key was not noted'))
        .finally(() => inHand.delete(writing))
      inHand.add(writing)
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(inHand)
    },
  }
}
