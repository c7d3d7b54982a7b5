import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { z } from 'zod'

const media = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()).optional() }))
/** What tests read of the OpenAPI document. */
export const openApiDocument = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        operationId: z.string(),
        summary: z.string(),
        tags: z.array(z.string()).length(1),
        responses: z.record(z.string(), z.looseObject({ content: media.optional() })),
      }),
    ),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
})
export type OpenApi = z.infer<typeof openApiDocument>

type Seen = { status: number; type: string | null; text: string }

/** Judges answers by the document: what is wrong with one, or null. A refusal that a route does not name is judged by its `default`. */
export function createJudge(document: OpenApi): (route: string, seen: Seen) => string | null {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(document, 'api')

  return (route, { status, type, text }) => {
    const [method = '', pattern = ''] = route.split(' ')
    const path = pattern.replace(/:(\w+)/g, '{$1}')
    const operation = document.paths[path]?.[method.toLowerCase()]
    if (!operation) return 'it is not in the document'
    const named = operation.responses[String(status)]
    if (!named && status < 400) return `the document does not know status ${status}`
    const key = named ? String(status) : 'default'
    const content = (named ?? operation.responses.default)?.content
    // A redirect may say in a few words where it leads (RFC 9110 15.4).
    if (!content) return text === '' || (status >= 300 && status < 400) ? null : 'it has a body and should have none'
    const types = Object.keys(content)
    const expected = types.find((known) => type?.startsWith(known))
    if (expected === undefined) return `its type is ${type}, not ${types.join(' or ')}`
    if (!/[/+]json$/.test(expected)) return null
    const pointer = ['paths', path, method.toLowerCase(), 'responses', key, 'content', expected, 'schema']
    const validate = ajv.getSchema(`api#/${pointer.map(escapePointer).join('/')}`)
    if (!validate) return 'its schema is not in the document'
    return validate(JSON.parse(text)) ? null : ajv.errorsText(validate.errors)
  }
}

// RFC 6901 3, in a URI fragment.
const escapePointer = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))
