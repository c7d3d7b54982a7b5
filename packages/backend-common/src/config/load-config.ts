import type { z } from 'zod'

/** The configuration cannot be used. The message is meant for the person who starts the process and holds no values. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/**
 * Reads a role's configuration from `env`; an empty variable counts as unset. Throws one ConfigError that lists every
 * problem by variable name and never shows a value: it may be a secret, and this message goes to the logs.
 */
export function loadConfig<Schema extends z.ZodObject>(
  schema: Schema,
  env: NodeJS.ProcessEnv,
): Readonly<z.infer<Schema>> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(present)
  if (parsed.success) return Object.freeze(parsed.data)

  const lines = parsed.error.issues.map((issue) => {
    // A rule about the whole object (a refinement) names no variable: its own text has to.
    if (issue.path[0] === undefined) return `  ${sentence(issue.message)}`
    const variable = String(issue.path[0])
    const reason = present[variable] === undefined ? 'is not set' : issue.message
    const hint = schema.shape[variable]?.description
    return `  ${variable}: ${sentence(reason)}${hint === undefined ? '' : ` ${sentence(hint)}`}`
  })
  const count = lines.length === 1 ? '1 setting needs' : `${lines.length} settings need`
  throw new ConfigError(`Cannot start, ${count} attention (see docs/configuration.md):\n${lines.join('\n')}`)
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)
