import { createHash } from 'node:crypto'
import { z } from 'zod'
import { TAGS } from '../../../http/endpoint.js'
import { INTRODUCTION } from '../introduction.js'
import type { OpenApiDocument } from '../openapi-document.js'
import { type Html, html, inline } from './html.js'
import { REFERENCE_STYLE } from './reference-style.js'
import { type Operation, operation, renderOperation } from './render-operation.js'
import { renderSchema } from './render-schema.js'
import { jsonSchema } from './schema-fields.js'

export type ReferencePage = {
  html: string
  /** Of its style sheet, for the Content-Security-Policy. */
  styleHash: string
}

const document = z.object({
  info: z.object({ version: z.string() }),
  servers: z.array(z.object({ url: z.string() })).min(1),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), jsonSchema) }),
})

/** The whole reference as one page that needs no script: it can be searched with the browser's own means, and printed. */
export function renderReference(source: OpenApiDocument): ReferencePage {
  const { info, servers, paths, components } = document.parse(source)
  const serverUrl = servers[0]?.url ?? ''
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, known]): Operation => ({ ...known, method, path })),
  )
  const chapters = TAGS.map((tag) => ({ tag, operations: operations.filter(({ tags }) => tags.includes(tag)) }))
  const schemas = Object.entries(components.schemas)
  const page =
    html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
<title>Mointering API</title><style>`.text +
    REFERENCE_STYLE +
    html`</style></head>
<body>
<nav aria-label="Contents"><p class="brand"><a href="/">Mointering</a> API</p>
<ul><li><a href="#start">Start here</a></li>${chapters.map(contentsOf)}
<li><a href="#schemas">Things</a><ul>${schemas.map(([name]) => html`<li><a href="#schema-${name}">${name}</a></li>`)}</ul></li></ul></nav>
<main>
<section id="start"><h1>Mointering API</h1><p class="lead">Version ${info.version}, at <code>${serverUrl}</code>. For programs: <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
<dl class="introduction">${INTRODUCTION.map(({ term, text }) => html`<dt>${term}</dt><dd>${inline(text)}</dd>`)}</dl></section>
${chapters.map(({ tag, operations }) => html`<section><h2 id="${idOf(tag)}">${tag}</h2>${operations.map((known) => renderOperation(known, serverUrl))}</section>`)}
<section><h2 id="schemas">Things</h2>${schemas.map(([name, schema]) => html`<article id="schema-${name}"><h3>${name}</h3>${renderSchema(schema)}</article>`)}</section>
</main>
</body></html>`.text
  const styleHash = `sha256-${createHash('sha256').update(REFERENCE_STYLE).digest('base64')}`
  return { html: page, styleHash }
}

const idOf = (tag: string): string => tag.toLowerCase().replaceAll(' ', '-')

const contentsOf = ({ tag, operations }: { tag: string; operations: readonly Operation[] }): Html =>
  html`<li><a href="#${idOf(tag)}">${tag}</a><ul>${operations.map(
    ({ operationId, method, summary }) =>
      html`<li><a href="#${operationId}"><span class="method ${method}">${method}</span>${summary}</a></li>`,
  )}</ul></li>`
