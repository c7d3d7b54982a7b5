import { problem } from '@mointering/api-contract/http/problem'
import { z } from 'zod'
import type { ZodOpenApiOperationObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import { PERMISSIONS } from '../../auth/roles.js'
import type { Endpoint, Shape } from '../../http/endpoint.js'

const REQUEST_HEADERS = {
  'If-Match': z.string().optional().describe('The ETag of the version that you saw; 412 when there is a newer one'),
  'Idempotency-Key': z
    .string()
    .max(200)
    .optional()
    .describe('The same key with the same body makes nothing new for 24 hours'),
} as const

/** One endpoint as OpenAPI 3.1 describes it. */
export function operationOf({ shape, access }: Endpoint): ZodOpenApiOperationObject {
  const query = objectOrNull(shape.query)
  const headers = (shape.requestHeaders ?? []).map((name) => [name, REQUEST_HEADERS[name]] as const)
  const takesBody = (shape.method === 'post' || shape.method === 'patch') && !isEmptyBody(shape.body)
  return {
    operationId: operationId(shape),
    summary: shape.summary,
    description: descriptionOf(shape, access),
    tags: [shape.tag],
    security: securityOf(shape, access),
    requestParams: {
      ...(objectOrNull(shape.params) ? { path: objectOrNull(shape.params) ?? z.object({}) } : {}),
      ...(query ? { query } : {}),
      ...(headers.length > 0 ? { header: z.object(Object.fromEntries(headers)) } : {}),
    },
    ...(takesBody
      ? {
          requestBody: {
            required: !shape.body.safeParse(undefined).success,
            content: { 'application/json': { schema: shape.bodyDocumentation ?? shape.body } },
          },
        }
      : {}),
    responses: responsesOf(shape, access, takesBody || query !== null),
  }
}

/** `get-workspaces-monitors-by-id`: stable as long as method and path are. */
export function operationId({ method, path }: Pick<Shape, 'method' | 'path'>): string {
  const words = path.replace(/^\/api\/(v1\/)?/, '').split('/')
  return [method, ...words.map((word) => (word.startsWith(':') ? `by-${word.slice(1)}` : word))].join('-')
}

function descriptionOf({ fresh }: Shape, access: Endpoint['access']): string {
  const sentences = [whoMay(access)]
  if (fresh) sentences.push('Wants a proof of identity that is at most ten minutes old (`reauthentication_required`).')
  return sentences.join(' ')
}

function whoMay(access: Endpoint['access']): string {
  if (access === 'public') return 'For everybody.'
  if (access === 'session') return 'For signed-in people.'
  const { roles, scopes } = PERMISSIONS[access]
  const keys = scopes.length > 0 ? `, and API keys with the scope ${scopes.join(' or ')}` : '; not for API keys'
  return `For members with the role ${roles.join(', ')}${keys}.`
}

function securityOf({ method, csrf }: Shape, access: Endpoint['access']) {
  if (access === 'public') return []
  const byCookie = method === 'get' || csrf === 'none' ? { session: [] } : { session: [], csrf: [] }
  if (access === 'session') return [byCookie]
  return PERMISSIONS[access].scopes.length > 0 ? [{ apiKey: [] }, byCookie] : [byCookie]
}

function responsesOf(shape: Shape, access: Endpoint['access'], takesInput: boolean): ZodOpenApiResponsesObject {
  const isWorkspace = access !== 'public' && access !== 'session'
  const statuses: number[] = [
    ...(takesInput ? [400] : []),
    ...(access === 'public' ? [] : [401]),
    ...(isWorkspace || shape.fresh || shape.method !== 'get' ? [403] : []),
    ...(shape.path.includes(':') ? [404] : []),
    ...(shape.requestHeaders?.includes('If-Match') ? [412] : []),
  ]
  const refusals = Object.fromEntries(statuses.map((status) => [String(status), refusal(REFUSALS[status] ?? '')]))
  return {
    [String(shape.status)]: successOf(shape),
    ...refusals,
    default: refusal('Any other refusal or failure: `code` says which'),
  }
}

function successOf({ reply, replyType, status }: Shape) {
  if (reply)
    return { description: status === 201 ? 'Made' : 'Done', content: { 'application/json': { schema: reply } } }
  if (replyType === undefined) return { description: status === 204 ? 'Done; there is no body' : 'Done' }
  const content = Object.fromEntries([replyType].flat().map((type) => [type, { schema: z.string() }]))
  return { description: 'Done', content }
}

const refusal = (description: string) => ({ description, content: { 'application/problem+json': { schema: problem } } })

const REFUSALS: Record<number, string> = {
  400: 'The request is not valid: `issues` says where',
  401: 'Nobody is signed in, or the key does not stand',
  403: 'Not allowed: `code` and `detail` say why',
  404: 'Not there, or not yours',
  412: 'Somebody else changed it meanwhile',
}

/** The schema as an object with fields, or null where it has none. */
function objectOrNull(schema: z.ZodType): z.ZodObject | null {
  return schema instanceof z.ZodObject && Object.keys(schema.shape).length > 0 ? schema : null
}

function isEmptyBody(schema: z.ZodType): boolean {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema
  return inner instanceof z.ZodObject && Object.keys(inner.shape).length === 0
}
