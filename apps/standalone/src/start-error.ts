/** Mointering cannot start, for a reason that the message explains in one sentence to the person who starts it. Ends with exit code 1. */
export class StartError extends Error {
  override name = 'StartError'
}
