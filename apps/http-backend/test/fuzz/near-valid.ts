import fc from 'fast-check'
import { z } from 'zod'

/** What is needed of a JSON Schema to make values that nearly fit it. */
const schemaShape = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
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
const anything = fc.oneof(NASTY, fc.anything({ withNullPrototype: false, maxDepth: 3 }))

/** Values that fit the schema, or would but for a few places where something nasty stands. `schemas` are the document's components. */
export function nearValid(schema: unknown, schemas: Record<string, unknown>): Any {
  const exact = fitting(schema, schemas, 0)
  return fc.oneof({ weight: 4, arbitrary: exact }, { weight: 1, arbitrary: anything })
}

function fitting(given: unknown, schemas: Record<string, unknown>, depth: number): Any {
  const schema = schemaShape.parse(given ?? {})
  if (depth > 6) return anything
  if (schema.$ref) return fitting(schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)], schemas, depth + 1)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) return fc.oneof(...choices.map((choice) => fitting(choice, schemas, depth + 1)))
  if (schema.allOf?.[0]) return fitting(schema.allOf[0], schemas, depth + 1)
  if (schema.properties) return object(schema, schema.properties, schemas, depth)
  if (schema.type === 'array') return fc.array(nested(schema.items, schemas, depth), { maxLength: 4 })
  return plain(schema)
}

function object(
  schema: Known,
  properties: Record<string, unknown>,
  schemas: Record<string, unknown>,
  depth: number,
): Any {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, nested(value, schemas, depth)]),
  )
  const known = fc.record(fields, { requiredKeys: (schema.required ?? []).filter((name) => name in fields) })
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

const nested = (schema: unknown, schemas: Record<string, unknown>, depth: number): Any =>
  fc.oneof({ weight: 12, arbitrary: fitting(schema, schemas, depth + 1) }, { weight: 1, arbitrary: anything })

function plain({ type, format, minimum, maximum }: Known): Any {
  if (type === 'integer' || type === 'number') {
    const numbers = type === 'integer' ? fc.maxSafeInteger() : fc.double()
    if (minimum === undefined || maximum === undefined) return numbers
    return fc.oneof(fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) }), numbers)
  }
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type !== 'string') return anything
  if (format === 'uuid') return fc.oneof(fc.uuid(), fc.string())
  if (format === 'email') return fc.oneof(fc.emailAddress(), fc.string())
  if (format === 'date-time')
    return fc.oneof(
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.string(),
    )
  return fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
    fc.domain(),
    fc.base64String({ minLength: 20, maxLength: 80 }),
  )
}
