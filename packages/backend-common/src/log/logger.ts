import { type DestinationStream, type Level, type Logger, pino } from 'pino'
import { redact, redactText } from './redact.js'

export type { Logger } from 'pino'
export type LogLevel = Level | 'silent'

export type LoggerOptions = {
  /** Of the process or the role. */
  name: string
  level: LogLevel
  /** Where the lines go; standard output when absent. */
  destination?: DestinationStream
}

/**
 * A logger that writes one JSON object a line: level by name, time in ISO 8601. Everything that is logged, messages and the
 * bindings of children included, passes `redact` first. Levels: error = somebody must act now; warn = it healed itself;
 * info = a state changed; debug = one line a check.
 */
export function createLogger({ name, level, destination }: LoggerOptions): Logger {
  const options = {
    name,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      bindings: (bindings: Record<string, unknown>) => redactRecord(bindings),
      log: (fields: Record<string, unknown>) => redactRecord(fields),
    },
    // `log.error(error)` and messages pass no formatter that could change them: this sees the arguments before pino does.
    hooks: {
      logMethod(args: unknown[], method: (...args: unknown[]) => void) {
        const [first, ...rest] = args
        const shown = rest.map((part) => redact(part))
        if (first instanceof Error)
          method.apply(this, [{ err: redact(first) }, ...(rest.length > 0 ? shown : [redactText(first.message)])])
        else method.apply(this, [typeof first === 'string' ? redactText(first) : first, ...shown])
      },
    },
    serializers: { err: (error: unknown) => error },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

const redactRecord = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redactField(name, value)]))

function redactField(name: string, value: unknown): unknown {
  const shown = redact({ [name]: value })
  return typeof shown === 'object' && shown !== null && name in shown ? Reflect.get(shown, name) : undefined
}
