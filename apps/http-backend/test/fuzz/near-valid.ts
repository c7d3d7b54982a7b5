import fc from 'fast-check'
import { z } from 'zod'

/** What is needed of a JSON Schema to make values that nearly fit it. */
const schemaShape = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
})
type Known = z.infer<typeof schemaShape>
type Any = fc.Arbitrary<unknown>

const NASTY = fc.constantFrom<unknown>(
  null,
  '',
  ' ',
  '\0',
  '\ud800',
  '../../etc/passwd',
  "' or 1=1 --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  'a\r\nBcc: x@example.org',
  '\u202ereversed',
  '__proto__',
  { __proto__: null, constructor: { prototype: {} } },
  -0,
  1e308,
  Number.MAX_SAFE_INTEGER + 1,
  [],
  {},
  [[[[[[]]]]]],
  'x'.repeat(10_000),
)
export const anything: Any = fc.oneof(NASTY, fc.anything({ withNullPrototype: false, maxDepth: 3 }))

export type Hints = Readonly<Record<string, Any>>
type Making = {
  /** The document's components. */
  schemas: Readonly<Record<string, unknown>>
  /** By the name of a field: what a schema cannot say (an address, one's own password). */
  hints: Hints
  /** Whether something nasty may stand in any place. */
  nasty: boolean
}

/** Values that fit the schema, values that would but for a few places where something nasty stands, and anything at all. */
export function nearValid(schema: unknown, given: Omit<Making, 'nasty'>, name = ''): Any {
  return fc.oneof(
    { weight: 5, arbitrary: field(name, schema, { ...given, nasty: false }, 0) },
    { weight: 3, arbitrary: field(name, schema, { ...given, nasty: true }, 0) },
    { weight: 1, arbitrary: anything },
  )
}

function field(name: string, schema: unknown, making: Making, depth: number): Any {
  const hinted = making.hints[name]
  if (!making.nasty) return hinted ?? fitting(schema, making, depth)
  return fc.oneof(
    { weight: 6, arbitrary: hinted ?? fitting(schema, making, depth) },
    { weight: 6, arbitrary: fitting(schema, making, depth) },
    { weight: 1, arbitrary: anything },
  )
}

function fitting(given: unknown, making: Making, depth: number): Any {
  const schema = schemaShape.parse(given ?? {})
  if (depth > 6) return anything
  if (schema.$ref)
    return fitting(making.schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)], making, depth + 1)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) return fc.oneof(...choices.map((choice) => fitting(choice, making, depth + 1)))
  if (schema.allOf?.[0]) return fitting(schema.allOf[0], making, depth + 1)
  if (schema.properties) return object(schema, schema.properties, making, depth)
  if (schema.type === 'array') {
    const minLength = schema.minItems ?? 0
    return fc.array(field('', schema.items, making, depth + 1), { minLength, maxLength: Math.max(minLength, 3) })
  }
  return plain(schema)
}

function object(schema: Known, properties: Record<string, unknown>, making: Making, depth: number): Any {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, field(name, value, making, depth + 1)]),
  )
  const requiredKeys = (schema.required ?? []).filter((name) => name in fields)
  const optional = Object.keys(fields).filter((name) => !requiredKeys.includes(name))
  const few = fc
    .subarray(optional, { maxLength: Math.min(2, optional.length) })
    .chain((chosen) => fc.record(fields, { requiredKeys }).map((made) => only(made, [...requiredKeys, ...chosen])))
  const known = fc.oneof(fc.record(fields, { requiredKeys }), few)
  if (!making.nasty) return known
  const surprise = fc.dictionary(
    fc.constantFrom('role', 'isInstallationOwner', 'workspaceId', 'id', '__proto__', 'extra'),
    anything,
    { maxKeys: 1 },
  )
  return fc.oneof(
    { weight: 6, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(known, surprise).map(([a, b]) => ({ ...Object(a), ...b })) },
  )
}

function only(made: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(made).filter(([name]) => names.includes(name)))
}

function plain(schema: Known): Any {
  const { type, minimum, maximum } = schema
  if (type === 'integer' || type === 'number') {
    const numbers = type === 'integer' ? fc.maxSafeInteger() : fc.double()
    if (minimum === undefined || maximum === undefined) return numbers
    return fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) })
  }
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  return type === 'string' ? text(schema) : anything
}

const RECENT = { min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true } as const

function text({ format, pattern, minLength = 0, maxLength = 10_000 }: Known): Any {
  if (format === 'uuid') return fc.uuid()
  if (format === 'date-time')
    return fc
      .oneof({ weight: 5, arbitrary: fc.date(RECENT) }, { weight: 1, arbitrary: fc.date({ noInvalidDate: true }) })
      .map((date) => date.toISOString())
  const fits = (made: string) => made.length >= minLength && made.length <= maxLength
  if (pattern !== undefined && isSimple(pattern)) return fc.stringMatching(new RegExp(pattern)).filter(fits)
  const bounds = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 80)) }
  return fc.oneof(
    { weight: 3, arbitrary: fc.string(bounds) },
    { weight: 1, arbitrary: fc.string({ ...bounds, unit: 'grapheme' }).filter(fits) },
  )
}

/** fast-check makes no texts for properties of Unicode, nor for what looks ahead or back. */
const isSimple = (pattern: string) => !/\\p|\\P|\[\^|\(\?[=!<]/.test(pattern)
