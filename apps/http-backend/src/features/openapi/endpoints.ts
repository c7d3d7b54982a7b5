import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { VERSION } from '../../version.js'
import { openApiRoute, referenceRoute } from './openapi.route.js'
import { createOpenApiDocument, type OpenApiDocument } from './openapi-document.js'
import { renderReference } from './reference/render-reference.js'

/** The document of all routes, these two included, and the page that shows it. Both are made once, when first asked for. */
export function openApiEndpoints({ config }: Pick<EndpointDeps, 'config'>, others: readonly Endpoint[]): Endpoint[] {
  const document = once(
    (): OpenApiDocument =>
      createOpenApiDocument([...others, ...own], { publicUrl: config.PUBLIC_URL, version: VERSION }),
  )
  const page = once(() => renderReference(document()))
  const own: Endpoint[] = [openApiRoute(document), referenceRoute(page)]
  return own
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
