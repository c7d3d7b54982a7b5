import { existsSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StartError } from '../start-error.js'

export type Pages = AsyncDisposable & { handler: RequestListener }

/** Serves the built pages of `@mointering/frontend` in this process. Throws a StartError when they were not built. */
export async function openPages({ port }: { port: number }): Promise<Pages> {
  const dir = dirname(createRequire(import.meta.url).resolve('@mointering/frontend/package.json'))
  if (!existsSync(join(dir, '.next/BUILD_ID')))
    throw new StartError('The pages are not built: run `npm start`, which builds them, or `pnpm build`.')
  const { default: createNext } = await import('next')
  const next = createNext.default({ dev: false, dir, hostname: 'localhost', port, quiet: true })
  await next.prepare()
  const handle = next.getRequestHandler()
  return {
    handler: (req, res) => void handle(req, res),
    [Symbol.asyncDispose]: () => next.close(),
  }
}
