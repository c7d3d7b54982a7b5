export type Batcher<Item> = {
  /** Puts the item into the next batch; resolves or rejects as the batch says for it. */
  add(item: Item, weight: number): Promise<void>
  /** Hands over what is collected without waiting any longer. */
  flush(): void
}

/** An item of a batch; exactly one of the two must be called. */
export type Pending<Item> = { item: Item; resolve: () => void; reject: (error: unknown) => void }

/**
 * Collects items until their weight reaches `size` or the first of them has waited `flushMs`, and hands them on in order, one batch at a time: while one is being
 * worked on the next grows. `handle` must settle every item and never rejects.
 */
export function createBatcher<Item>(options: {
  size: number
  flushMs: number
  handle: (batch: Pending<Item>[]) => Promise<void>
}): Batcher<Item> {
  const { size, flushMs, handle } = options
  const collected: (Pending<Item> & { weight: number })[] = []
  let weight = 0
  /** The first so many have waited long enough. */
  let ripe = 0
  let busy = false
  let timer: NodeJS.Timeout | undefined

  const takeBatch = (): Pending<Item>[] => {
    let count = 0
    for (let taken = 0; count < collected.length && (count === 0 || taken < size); count++)
      taken += collected[count]?.weight ?? 0
    const batch = collected.splice(0, count)
    for (const pending of batch) weight -= pending.weight
    ripe = Math.max(0, ripe - count)
    return batch
  }

  const work = async () => {
    if (busy) return
    busy = true
    while (ripe > 0 || weight >= size) await handle(takeBatch())
    busy = false
    if (collected.length > 0) timer ??= setTimeout(flush, flushMs)
  }

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    ripe = collected.length
    void work()
  }

  return {
    add(item, itemWeight) {
      return new Promise((resolve, reject) => {
        collected.push({ item, resolve, reject, weight: itemWeight })
        weight += itemWeight
        if (weight >= size) void work()
        else timer ??= setTimeout(flush, flushMs)
      })
    },
    flush,
  }
}
