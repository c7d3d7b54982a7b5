import { z } from 'zod'

/** What is shown of a JSON Schema (2020-12). The rest of it is for programs. */
export const jsonSchema = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  format: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), jsonSchema).optional()
  },
  /** Of a tuple; `items` is then false. */
  get prefixItems() {
    return z.array(jsonSchema).optional()
  },
  get items() {
    return z.union([jsonSchema, z.literal(false).transform(() => undefined)]).optional()
  },
  get additionalProperties() {
    return z.union([z.boolean(), jsonSchema]).optional()
  },
  get anyOf() {
    return z.array(jsonSchema).optional()
  },
  get oneOf() {
    return z.array(jsonSchema).optional()
  },
  get allOf() {
    return z.array(jsonSchema).optional()
  },
})
export type JsonSchema = z.infer<typeof jsonSchema>

/** `refs`: names of components in `type`, which the page links. */
export type Field = {
  name: string
  type: string
  refs: string[]
  required: boolean
  notes: string[]
  children: Variant[]
}
/** The fields of an object; of a union there are several, each with what tells it apart. */
export type Variant = { title: string | null; fields: Field[] }

/** What a schema holds, as far as it is an object, a list of objects, or a union of them; none for a plain value. */
export function variantsOf(schema: JsonSchema): Variant[] {
  const inner = schema.items && schema.type === 'array' ? schema.items : schema
  if (inner.allOf)
    return [{ title: null, fields: inner.allOf.flatMap((part) => variantsOf(part).flatMap(({ fields }) => fields)) }]
  const choices = (inner.oneOf ?? inner.anyOf ?? []).filter(({ type }) => type !== 'null')
  if (choices.length > 0) {
    return choices.flatMap((choice) => variantsOf(choice).map(({ fields }) => ({ title: titleOf(choice), fields })))
  }
  if (!inner.properties) return []
  return [
    {
      title: null,
      fields: Object.entries(inner.properties).map(([name, value]) => fieldOf(name, value, inner.required ?? [])),
    },
  ]
}

const fieldOf = (name: string, schema: JsonSchema, required: readonly string[]): Field => ({
  name,
  type: typeOf(schema),
  refs: refsOf(schema),
  required: required.includes(name),
  notes: notesOf(schema),
  children: variantsOf(schema),
})

/** A variant is told apart by its constants: `kind: "http"`. */
function titleOf({ properties = {} }: JsonSchema): string | null {
  const constants = Object.entries(properties).filter(([, value]) => value.const !== undefined)
  if (constants.length === 0) return null
  return constants.map(([name, value]) => `${name}: ${JSON.stringify(value.const)}`).join(', ')
}

/** A type in words: `string (uuid)`, `list of Monitor`, `"up" or "down"`, `number or null`. */
export function typeOf(schema: JsonSchema): string {
  if (schema.$ref) return nameOf(schema.$ref)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ')
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) return [...new Set(choices.map(typeOf))].join(' or ')
  if (schema.allOf) return schema.allOf.map(typeOf).join(' with ')
  if (schema.prefixItems) return `[${schema.prefixItems.map(typeOf).join(', ')}]`
  if (schema.type === 'array') return `list of ${schema.items ? typeOf(schema.items) : 'anything'}`
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'anything')
  return schema.format ? `${type} (${schema.format})` : type
}

function refsOf(schema: JsonSchema): string[] {
  const inner = [schema.items, ...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])]
  return [...(schema.$ref ? [nameOf(schema.$ref)] : []), ...inner.flatMap((part) => (part ? refsOf(part) : []))]
}

const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1)

/** What is said of a value beside its type: description, bounds, default. */
export function notesOf(schema: JsonSchema): string[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema
  return [
    ...(schema.description ? [schema.description] : []),
    ...range(minimum, safeMaximum(maximum), ''),
    ...range(minLength, maxLength, ' characters'),
    ...range(minItems, maxItems, ' entries'),
    ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
  ]
}

/** The bound that only says "an integer that JavaScript can count" says nothing to a reader. */
const safeMaximum = (maximum: number | undefined) => (maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum)

function range(low: number | undefined, high: number | undefined, unit: string): string[] {
  const min = low === Number.MIN_SAFE_INTEGER ? undefined : low
  if (min !== undefined && high !== undefined) return [min === high ? `${min}${unit}` : `${min} to ${high}${unit}`]
  if (min !== undefined) return [`at least ${min}${unit}`]
  return high === undefined ? [] : [`at most ${high}${unit}`]
}
