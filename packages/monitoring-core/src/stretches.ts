/** A stretch of time [fromMs, toMs), epoch milliseconds. */
export type Stretch = { fromMs: number; toMs: number }

/** The parts of each stretch that lie in one of the others, in order. Neither list may overlap itself. */
export const within = <Kind extends Stretch>(stretches: readonly Kind[], others: readonly Stretch[]): Kind[] =>
  stretches.flatMap((stretch) => others.flatMap((other) => overlapOf(stretch, other)))

/** The parts of each stretch that lie in none of the others. */
export function without<Kind extends Stretch>(stretches: readonly Kind[], others: readonly Stretch[]): Kind[] {
  return others.reduce<Kind[]>(
    (left, { fromMs, toMs }) =>
      left.flatMap((stretch) => [
        ...overlapOf(stretch, { fromMs: Number.NEGATIVE_INFINITY, toMs: fromMs }),
        ...overlapOf(stretch, { fromMs: toMs, toMs: Number.POSITIVE_INFINITY }),
      ]),
    [...stretches],
  )
}

/** The same time in stretches that do not overlap, in order. */
export function union(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = []
  for (const { fromMs, toMs } of stretches.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1)
    if (last && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs)
    else if (toMs > fromMs) joined.push({ fromMs, toMs })
  }
  return joined
}

/** What the two have in common; empty when that is nothing. */
function overlapOf<Kind extends Stretch>(stretch: Kind, other: Stretch): Kind[] {
  const fromMs = Math.max(stretch.fromMs, other.fromMs)
  const toMs = Math.min(stretch.toMs, other.toMs)
  return fromMs < toMs ? [{ ...stretch, fromMs, toMs }] : []
}
