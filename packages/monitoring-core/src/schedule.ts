import { anchorMs, countSlots, slotAtOrAfter, slotAtOrBefore } from './slots.js'

/** What was expected of a monitor from an instant on, until the next revision begins. The last one holds for good. */
export type Revision = { effectiveFromMs: number; intervalMs: number; enabled: boolean }

/** A stretch [fromMs, toMs) in which slots are due, `intervalMs` apart. */
type Span = { fromMs: number; toMs: number; intervalMs: number }

/**
 * How many slots were due in [fromMs, toMs): counted from the revisions, in constant time for each. Before the first revision and while
 * disabled nothing is due. Revisions may come in any order; of several that begin at the same instant the last one in the list holds.
 */
export function expectedSlots(monitorId: string, revisions: readonly Revision[], fromMs: number, toMs: number): number {
  let expected = 0
  for (const span of enabledSpans(revisions, fromMs, toMs)) {
    expected += countSlots(anchorMs(monitorId, span.intervalMs), span.intervalMs, span.fromMs, span.toMs)
  }
  return expected
}

/** The slots that `expectedSlots` counts, ascending, made as they are asked for: take care that the window is bounded. */
export function* slotsIn(
  monitorId: string,
  revisions: readonly Revision[],
  fromMs: number,
  toMs: number,
): Generator<number, void, undefined> {
  for (const span of enabledSpans(revisions, fromMs, toMs)) {
    const first = slotAtOrAfter(anchorMs(monitorId, span.intervalMs), span.intervalMs, span.fromMs)
    for (let slot = first; slot < span.toMs; slot += span.intervalMs) yield slot
  }
}

/**
 * The expected slot that an instant belongs to: the latest one due at or before it. Null while disabled, before the first slot, and when
 * the latest slot is older than its interval and the present one (a pause lies between).
 */
export function slotInProgress(monitorId: string, revisions: readonly Revision[], atMs: number): number | null {
  const spans = enabledSpans(revisions, Number.NEGATIVE_INFINITY, atMs + 1)
  const current = spans.at(-1)
  if (current?.toMs !== atMs + 1) return null

  for (const span of spans.toReversed()) {
    const slot = slotAtOrBefore(anchorMs(monitorId, span.intervalMs), span.intervalMs, span.toMs - 1)
    if (slot >= span.fromMs) return atMs - slot < Math.max(span.intervalMs, current.intervalMs) ? slot : null
  }
  return null
}

function enabledSpans(revisions: readonly Revision[], fromMs: number, toMs: number): Span[] {
  // Array.prototype.sort is stable: of equal instants the last stays last, and the others get an empty stretch.
  const ordered = revisions.toSorted((a, b) => a.effectiveFromMs - b.effectiveFromMs)
  const spans: Span[] = []
  for (const [index, revision] of ordered.entries()) {
    const span = {
      fromMs: Math.max(fromMs, revision.effectiveFromMs),
      toMs: Math.min(toMs, ordered[index + 1]?.effectiveFromMs ?? Number.POSITIVE_INFINITY),
      intervalMs: revision.intervalMs,
    }
    if (revision.enabled && span.fromMs < span.toMs) spans.push(span)
  }
  return spans
}
