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
    formatters: { level: (label: string) => ({ level: label }) },
    // Pino's own redaction wants exact paths, and its formatters see neither messages nor the bindings of children.
    hooks: { logMethod },
    // An error that reaches pino is redacted already, into a plain object.
    serializers: { err: (error: unknown) => error },
  }
  const logger = destination === undefined ? pino(options) : pino(options, destination)
  const { child } = logger
  // Children inherit from their parent, and this with it.
  logger.child = function redactedChild(bindings, childOptions) {
    return Reflect.apply(child, this, [redactRecord(bindings), childOptions])
  }
  return logger
}

function logMethod(this: Logger, args: unknown[], method: (...args: unknown[]) => void): void {
  const [first, ...rest] = args
  const shown = rest.map((part) => redact(part))
  if (first instanceof Error) {
    const message = shown.length > 0 ? shown : [redactText(first.message)]
    method.apply(this, [{ err: redact(first) }, ...message])
  } else {
    method.apply(this, [redact(first), ...shown])
  }
}

function redactRecord(fields: object): Record<string, unknown> {
  const shown = redact(fields)
  return typeof shown === 'object' && shown !== null ? { ...shown } : {}
}
