import { z } from 'zod'

export type Setting = {
  name: string
  description: string
  /** As written in the environment; null where there is none. */
  fallback: string | null
  required: boolean
  /** The values that are taken, in words; empty where the description says it all. */
  values: string
}

type JsonSetting = {
  description?: string
  default?: unknown
  enum?: string[]
  minimum?: number
  maximum?: number
}

/** What a role's schema reads from the environment, in the order of the schema. Throws for a setting without a description. */
export function settingsOf(schema: z.ZodObject): Setting[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const required = new Set(json.required)
  return Object.entries((json.properties ?? {}) as Record<string, JsonSetting>).map(([name, setting]) => {
    if (!setting.description) throw new Error(`${name} has no description: add .describe() to it`)
    return {
      name,
      description: setting.description,
      fallback: setting.default === undefined ? null : String(setting.default),
      required: required.has(name),
      values: valuesOf(setting),
    }
  })
}

function valuesOf({ enum: choices, minimum, maximum }: JsonSetting): string {
  if (choices) return choices.join(', ')
  if (minimum === undefined || maximum === undefined) return ''
  return `${minimum} to ${maximum}`
}
