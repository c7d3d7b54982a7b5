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
 * The watchdog looks at the clock on the wall: where the process did not get to run meanwhile, `work` is run again, so it must be pure.
 */
export function runBounded<T>(work: () => T, limitMs: number): T {
  for (let attempt = 1; ; attempt += 1) {
    const cpu = process.cpuUsage()
    try {
      return runOnce(work, limitMs)
    } catch (error) {
      if (!isTimeout(error)) throw error
      const { user, system } = process.cpuUsage(cpu)
      const wasStarved = (user + system) / 1000 < limitMs * 0.7
      if (!wasStarved || attempt === MAX_ATTEMPTS) throw new TooSlowError(`stopped after ${limitMs} ms`)
    }
  }
}

const MAX_ATTEMPTS = 5

function runOnce<T>(work: () => T, limitMs: number): T {
  const results: T[] = []
  sandbox.run = () => {
    results.push(work())
  }
  try {
    script.runInContext(context, { timeout: limitMs })
  } finally {
    sandbox.run = () => null
  }
  const [result] = results
  return result as T // run() has pushed it: it returned, and did not throw
}

// Not `instanceof Error`: it is an error of the other context.
const isTimeout = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
