import { z } from 'zod'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import type { OpenApiDocument } from './openapi-document.js'
import type { ReferencePage } from './reference/render-reference.js'

const shape = {
  method: 'get',
  tag: 'Health',
  params: nothing,
  query: nothing,
  body: nothing.optional(),
  status: 200,
} as const

/** OpenAPI 3.1. Public, as the software is: it tells nothing about this installation. */
export const openApiRoute = (document: () => OpenApiDocument) =>
  publicEndpoint(
    {
      ...shape,
      path: '/api/openapi.json',
      summary: 'This description, as OpenAPI 3.1',
      reply: z.record(z.string(), z.unknown()),
    },
    async () => ({ ...document() }),
  )

/** The reference as a page: no script, one style sheet inside, allowed by its hash. */
export const referenceRoute = (page: () => ReferencePage) =>
  publicEndpoint(
    { ...shape, path: '/api/docs', summary: 'This description, as a page', reply: null, replyType: 'text/html' },
    async ({ res }) => {
      const { html, styleHash } = page()
      res.setHeader(
        'Content-Security-Policy',
        `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      )
      res.type('html').send(html)
      return null
    },
  )
