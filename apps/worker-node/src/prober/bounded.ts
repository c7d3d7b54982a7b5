import { createContext, Script } from 'node:vm'

const sandbox: { run: () => unknown } = { run: () => null }
const context = createContext(sandbox)
const script = new Script('run()')

export class TooSlowError extends Error {
  override readonly name = 'TooSlowError'
}

/**
 * Runs synchronous code that a user's pattern or path drives, and stops it after `limitMs`: a regular expression or a JSONPath can take
 * for ever (ReDoS). V8's watchdog ends the whole call, regular expressions included. Throws TooSlowError then, else what `work` throws.
 */
export function runBounded<T>(work: () => T, limitMs: number): T {
  let outcome: { value: T } | null = null
  sandbox.run = () => {
    outcome = { value: work() }
  }
  try {
    script.runInContext(context, { timeout: limitMs })
  } catch (error) {
    if (isTimeout(error)) throw new TooSlowError(`stopped after ${limitMs} ms`)
    throw error
  } finally {
    sandbox.run = () => null
  }
  return taken(outcome)
}

// Not `instanceof Error`: it is an error of the other context.
const isTimeout = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'

function taken<T>(outcome: { value: T } | null): T {
  if (!outcome) throw new TooSlowError('did not run')
  return outcome.value
}
