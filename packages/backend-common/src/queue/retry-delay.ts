/** How long a message rests after its handler rejected, in ms; `attempt` is the one that failed, from 1. */
export type RetryDelay = (attempt: number) => number

const FIRST_MS = 100
const GROWTH = 3
const LONGEST_MS = 30_000

/** 0.1 s, 0.3 s, 0.9 s, ... up to 30 s, each up to a fifth shorter or longer so that retries do not march in step. */
export const growingDelay: RetryDelay = (attempt) =>
  Math.min(LONGEST_MS, FIRST_MS * GROWTH ** (attempt - 1)) * (0.8 + Math.random() * 0.4)
