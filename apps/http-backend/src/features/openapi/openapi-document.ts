import { CSRF_HEADER, cookieName } from '@mointering/api-contract/http/accounts'
import {
  type CreateDocumentOptions,
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi'
import { type Endpoint, TAGS } from '../../http/endpoint.js'
import { nameComponents } from './components.js'
import { INTRODUCTION } from './introduction.js'
import { operationOf } from './operation.js'

export type OpenApiDocument = ReturnType<typeof createDocument>

const DESCRIPTION = INTRODUCTION.map(({ term, text }) => `- **${term}.** ${text}`).join('\n')

/** OpenAPI 3.1 of all endpoints, made from the zod schemas that validate them. `version` is the product's. */
export function createOpenApiDocument(
  endpoints: readonly Endpoint[],
  { publicUrl, version }: { publicUrl: string; version: string },
): OpenApiDocument {
  nameComponents()
  const secure = publicUrl.startsWith('https:')
  const paths: ZodOpenApiPathsObject = {}
  for (const endpoint of endpoints) {
    const path = endpoint.shape.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.shape.method]: operationOf(endpoint) }
  }
  const document: ZodOpenApiObject = {
    openapi: '3.1.1',
    info: { title: 'Mointering', version, description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: publicUrl }],
    tags: TAGS.map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the workspace: Settings, API keys' },
        session: { type: 'apiKey', in: 'cookie', name: cookieName('access', secure), description: 'Set by signing in' },
        csrf: { type: 'apiKey', in: 'header', name: CSRF_HEADER, description: 'The token of GET /api/v1/auth/csrf' },
      },
    },
  }
  return createDocument(document, { override: allowMore })
}

/** A reply may grow new fields in a later release: what reads it must not take that for an error. Requests stay strict. */
const allowMore: NonNullable<CreateDocumentOptions['override']> = ({ jsonSchema, io }) => {
  if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
}
