/** What the queue keeps of its members. Both fields are the queue's own while a member is in it. */
export type DueEntry = {
  /** When it is due, epoch milliseconds. */
  dueMs: number
  /** Where it lies in the heap; -1 while it is not queued. */
  position: number
}

export type DueQueue<Entry extends DueEntry> = {
  readonly size: number
  /** When the earliest member is due; Infinity when there is none. */
  nextDueMs(): number
  /** The earliest member, which stays queued. */
  first(): Entry | undefined
  /** Queues the entry, or moves it when it is queued already. */
  set(entry: Entry, dueMs: number): void
  /** Takes it out; nothing happens when it is not queued. */
  remove(entry: Entry): void
}

/**
 * A binary heap by due time. The members carry their own position, so that moving one costs a few swaps and no look-up, whatever the
 * intervals are and however far the clock jumps.
 */
export function createDueQueue<Entry extends DueEntry>(): DueQueue<Entry> {
  const heap: Entry[] = []

  const place = (entry: Entry, position: number) => {
    heap[position] = entry
    entry.position = position
  }

  const siftUp = (entry: Entry, from: number) => {
    let hole = from
    while (hole > 0) {
      const above = (hole - 1) >> 1
      const parent = heap[above]
      if (!parent || parent.dueMs <= entry.dueMs) break
      place(parent, hole)
      hole = above
    }
    place(entry, hole)
  }

  const siftDown = (entry: Entry, from: number) => {
    let hole = from
    for (;;) {
      const left = 2 * hole + 1
      let child = heap[left]
      if (!child) break
      let below = left
      const right = heap[left + 1]
      if (right && right.dueMs < child.dueMs) {
        child = right
        below = left + 1
      }
      if (child.dueMs >= entry.dueMs) break
      place(child, hole)
      hole = below
    }
    place(entry, hole)
  }

  return {
    get size() {
      return heap.length
    },
    nextDueMs: () => heap[0]?.dueMs ?? Number.POSITIVE_INFINITY,
    first: () => heap[0],
    set(entry, dueMs) {
      const queued = entry.position >= 0
      const later = dueMs > entry.dueMs
      entry.dueMs = dueMs
      if (!queued) siftUp(entry, heap.length)
      else if (later) siftDown(entry, entry.position)
      else siftUp(entry, entry.position)
    },
    remove(entry) {
      const position = entry.position
      if (position < 0) return
      entry.position = -1
      const last = heap.pop()
      if (!last || last === entry) return
      const later = last.dueMs > entry.dueMs
      if (later) siftDown(last, position)
      else siftUp(last, position)
    },
  }
}
