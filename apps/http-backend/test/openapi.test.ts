import { createHash } from 'node:crypto'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ApiWorld, startWorld } from './api-world.js'
import { type OpenApi, openApiDocument } from './documented.js'

let world: ApiWorld
let document: OpenApi
beforeAll(async () => {
  world = await startWorld()
  document = openApiDocument.parse((await world.nobody().request('/api/openapi.json')).body)
})
afterAll(() => world[Symbol.asyncDispose]())

const operations = () => Object.values(document.paths).flatMap((methods) => Object.values(methods))

it('is a valid OpenAPI 3.1 document', async () => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(document))
  expect([valid, errors]).toEqual([true, undefined])
  expect(validator.version).toBe('3.1')
})

it('names every operation once', () => {
  const ids = operations().map(({ operationId }) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
})

it('keeps names of schemas free of the difference between what goes in and what comes out', () => {
  expect(Object.keys(document.components.schemas).filter((name) => name.endsWith('Output'))).toEqual([])
})

it('tells how a monitor is changed', () => {
  const text = JSON.stringify(document.paths['/api/v1/workspaces/{workspaceId}/monitors/{monitorId}']?.patch)
  expect(text).toContain('intervalSeconds')
  expect(text).toContain('If-Match')
})

it('names each format of a download', () => {
  const { responses } = document.paths['/api/v1/workspaces/{workspaceId}/audit-log/export']?.get ?? {}
  expect(Object.keys(responses?.['200']?.content ?? {})).toEqual(['text/csv', 'application/x-ndjson'])
})

it('is shown as a page without scripts, whose style is the only thing that its policy allows', async () => {
  const page = await world.nobody().request('/api/docs')
  expect(page.headers.get('content-type')).toMatch(/^text\/html/)
  const style = /<style>([\s\S]*)<\/style>/.exec(page.text)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  expect(page.headers.get('content-security-policy')).toContain(`default-src 'none'; style-src 'sha256-${hash}'`)
  expect(page.text).not.toMatch(/<script|style="|javascript:|\son[a-z]+=/i)
  for (const { operationId, summary } of operations()) {
    expect(page.text).toContain(`<article id="${operationId}">`)
    expect(page.text).toContain(summary)
  }
})

it('links in the page lead somewhere', async () => {
  const { text } = await world.nobody().request('/api/docs')
  const targets = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  expect(targets.filter((id) => id !== undefined && !ids.has(id))).toEqual([])
})
