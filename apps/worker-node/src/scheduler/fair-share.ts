/**
 * How many shards each of `owners` schedulers should hold: rounded up, so that together they always cover all of them. One that holds more lets the
 * excess go; one that holds fewer takes free ones.
 */
export const fairShare = (shards: number, owners: number): number => Math.ceil(shards / Math.max(1, owners))

/** The shards to let go, the highest numbers first, so that `held` shrinks to the share. */
export const excessShards = (held: readonly number[], share: number): number[] =>
  held.toSorted((a, b) => b - a).slice(0, Math.max(0, held.length - share))
