import type { RequestListener } from 'node:http'

/** One origin: `/api` and what is below it goes to the API, everything else to the pages; without pages that is a 404. */
export function routeRequests({
  api,
  pages,
}: {
  api: RequestListener
  pages: RequestListener | null
}): RequestListener {
  return (req, res) => {
    if (/^\/api(?:[/?]|$)/.test(req.url ?? '')) return api(req, res)
    if (pages !== null) return pages(req, res)
    res
      .writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' })
      .end('Only the API is served here, under /api.\n')
  }
}
