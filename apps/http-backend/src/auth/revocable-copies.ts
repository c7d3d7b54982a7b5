import { randomUUID } from 'node:crypto'
import { type Cache, CacheUnavailableError } from '@mointering/backend-common/cache/cache'
import { z } from 'zod'

/** The mark of what has ended. Any other mark names a change of its facts. */
const ENDED = 'ended'
/** Parsed copies that are kept in this process. */
const READ_AT_MOST = 2_000

export type RevocableCopies<Value> = {
  /** What `load` says of it, at most `copyMs` ago; null when there is none, or it has ended. Rejects when neither cache nor database can say. */
  find(id: string): Promise<Value | null>
  /** Refuses it in this process from now on: call it before the database knows that it ends. */
  refuseHere(id: string): void
  /** Refuses it everywhere: call it when the database knows that it ended. */
  end(id: string): Promise<void>
  /** Has its facts read again, everywhere: call it when the database knows the new ones. */
  forget(id: string): Promise<void>
}

/**
 * Look-ups of what may be revoked at any moment: from the cache, and with `load` from the database where the cache has nothing or is away. What ended or changed
 * leaves a mark in the cache that wins over a copy that another process is just writing: a copy says under which mark it was read, and is believed under no other. When the cache is away while something ends, this process refuses it at
 * once, and another one after `copyMs` at the latest, when its copy is gone.
 */
export function createRevocableCopies<Value>(deps: {
  cache: Cache
  /** Stands before the keys in the cache. */
  name: string
  schema: z.ZodType<Value>
  load: (id: string) => Promise<Value | null>
  copyMs: number
  /** How long the mark of an ended one stays: longer than any copy, and than anybody can still ask for it. */
  markMs: number
  now: () => number
}): RevocableCopies<Value> {
  const { cache, name, schema, copyMs, markMs, now } = deps
  const copyKey = (id: string) => `${name}:${id}`
  const markKey = (id: string) => `${name}-mark:${id}`
  const copySchema = z.object({ mark: z.string().nullable(), value: schema })
  type Copy = z.infer<typeof copySchema>
  const lastRead = new Map<string, { text: string; copy: Copy | null }>()
  const endedHere = new Map<string, number>()

  /** `mark`: as it was before the database is asked. */
  async function load(id: string, mark: string | null): Promise<Value | null> {
    const value = await deps.load(id)
    if (value !== null) await orNull(cache.set(copyKey(id), JSON.stringify({ mark, value }), { ttlMs: copyMs }))
    return value
  }

  /** Null for a copy of another shape, which another release of ours wrote. The same text is parsed once: a page asks many times in a few seconds. */
  function read(id: string, copy: string): Copy | null {
    const before = lastRead.get(id)
    if (before?.text === copy) return before.copy
    const parsed = copySchema.safeParse(JSON.parse(copy)).data ?? null
    const oldest = lastRead.size >= READ_AT_MOST ? lastRead.keys().next().value : undefined
    if (oldest !== undefined) lastRead.delete(oldest)
    lastRead.set(id, { text: copy, copy: parsed })
    return parsed
  }

  function refuseHere(id: string): void {
    const oldest = now() - markMs
    for (const [other, at] of endedHere) if (at < oldest) endedHere.delete(other)
    endedHere.set(id, now())
  }

  return {
    refuseHere,
    async find(id) {
      if (endedHere.has(id)) return null
      const [mark = null, copy = null] = (await orNull(cache.getMany([markKey(id), copyKey(id)]))) ?? []
      if (mark === ENDED) return null
      const known = copy === null ? null : read(id, copy)
      const value = known && known.mark === mark ? known.value : await load(id, mark)
      return endedHere.has(id) ? null : value
    },
    async end(id) {
      refuseHere(id)
      await orNull(cache.set(markKey(id), ENDED, { ttlMs: markMs }))
    },
    // Where this overwrites ENDED, the database says the same.
    forget: async (id) => void (await orNull(cache.set(markKey(id), randomUUID(), { ttlMs: markMs }))),
  }
}

/** Null when the cache is away: the caller then asks the database. Every other error is passed on. */
export async function orNull<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof CacheUnavailableError) return null
    throw error
  }
}
