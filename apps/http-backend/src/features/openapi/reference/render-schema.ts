import { type Html, html, inline } from './html.js'
import { type Field, type JsonSchema, typeOf, type Variant, variantsOf } from './schema-fields.js'

const MAX_DEPTH = 4

/** A schema as a list of fields, nested ones indented, variants of a union one after the other; a plain value as its type. */
export function renderSchema(schema: JsonSchema): Html {
  const variants = variantsOf(schema)
  if (schema.$ref || variants.length === 0) return html`<p class="type">${linked(typeOf(schema), refsIn(schema))}</p>`
  const isList = schema.type === 'array'
  return html`${isList && html`<p class="type">A list, each entry:</p>`}${renderVariants(variants, 0)}`
}

/** The type alone, linked where it has a chapter of its own. */
export const renderTypeLink = (schema: JsonSchema): Html => linked(typeOf(schema), refsIn(schema))

const refsIn = (schema: JsonSchema): string[] =>
  schema.$ref ? [schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)] : []

function renderVariants(variants: readonly Variant[], depth: number): Html {
  const parts = variants.map(({ title, fields }) => {
    const heading = title !== null && variants.length > 1 && html`<p class="variant">When <code>${title}</code></p>`
    return html`${heading}<dl class="fields">${fields.map((field) => renderField(field, depth))}</dl>`
  })
  return html`${parts}`
}

function renderField({ name, type, refs, required, notes, children }: Field, depth: number): Html {
  // What has a chapter of its own is linked, not repeated.
  const nested = refs.length === 0 && children.length > 0 && depth < MAX_DEPTH
  return html`<dt><code>${name}</code> <span class="type">${linked(type, refs)}</span>${required && html` <span class="required">required</span>`}</dt>
<dd>${notes.length > 0 && html`<p>${inline(notes.join('; '))}</p>`}${nested && renderVariants(children, depth + 1)}</dd>`
}

/** The type with the names of components as links to them. */
function linked(type: string, refs: readonly string[]): Html {
  if (refs.length === 0) return html`${type}`
  const parts = type
    .split(/\b/)
    .map((word) => (refs.includes(word) ? html`<a href="#schema-${word}">${word}</a>` : word))
  return html`${parts}`
}
