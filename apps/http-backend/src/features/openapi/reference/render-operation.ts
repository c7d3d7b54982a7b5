import { z } from 'zod'
import { type Html, html, inline } from './html.js'
import { renderSchema, renderTypeLink } from './render-schema.js'
import { jsonSchema, notesOf, typeOf } from './schema-fields.js'

const content = z.record(z.string(), z.object({ schema: jsonSchema.optional() })).optional()
/** What is read of an operation of the document. */
export const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        description: z.string().optional(),
        schema: jsonSchema,
      }),
    )
    .default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content })),
})
export type Operation = z.infer<typeof operation> & { method: string; path: string }

/** One route: who may, what it takes, what it answers, and a line for the shell. */
export function renderOperation(route: Operation, serverUrl: string): Html {
  const { method, path, operationId, summary, description, parameters, requestBody, responses } = route
  const body = requestBody?.content?.['application/json']?.schema
  return html`<article id="${operationId}">
<h3>${summary} <a class="anchor" href="#${operationId}" aria-label="Link to ${summary}">#</a></h3>
<p class="route"><span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code></p>
<p>${inline(description)}</p>
${parameters.length > 0 && html`<h4>Parameters</h4><dl class="fields">${parameters.map(renderParameter)}</dl>`}
${body !== undefined && html`<h4>Body</h4>${renderSchema(body)}`}
<h4>Answers</h4>
<ul class="answers">${Object.entries(responses).map(([status, response]) => renderResponse(status, response))}</ul>
<details><summary>In the shell</summary><pre><code>${curlOf(route, serverUrl)}</code></pre></details>
</article>`
}

function renderParameter({ name, in: place, required, description, schema }: Operation['parameters'][number]): Html {
  const [first, ...others] = [typeOf(schema), ...notesOf({ ...schema, description })]
  return html`<dt><code>${name}</code> <span class="type">${first}, in the ${place}</span>${required === true && html` <span class="required">required</span>`}</dt>
<dd>${others.length > 0 && html`<p>${inline(others.join('; '))}</p>`}</dd>`
}

function renderResponse(status: string, { description, content }: Operation['responses'][string]): Html {
  const [type, media] = Object.entries(content ?? {})[0] ?? []
  const schema = type === 'application/json' ? media?.schema : undefined
  const fields = schema?.$ref
    ? html`: ${renderTypeLink(schema)}`
    : schema && html`<details><summary>Fields</summary>${renderSchema(schema)}</details>`
  const isFile = type !== undefined && !type.endsWith('json') && html` as <code>${type}</code>`
  return html`<li><code class="status">${status}</code><div>${inline(description)}${isFile}${fields}</div></li>`
}

function curlOf({ method, path, security, requestBody }: Operation, serverUrl: string): string {
  const takesKey = security.some((way) => 'apiKey' in way)
  return [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${serverUrl}${path}'`,
    ...(takesKey ? [`-H "Authorization: Bearer $MOINTERING_API_KEY"`] : []),
    ...(requestBody ? [`-H 'Content-Type: application/json' -d '{…}'`] : []),
  ].join(' \\\n  ')
}
