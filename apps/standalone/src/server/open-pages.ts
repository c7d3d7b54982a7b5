import { existsSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StartError } from '../start-error.js'

const require = createRequire(import.meta.url)

export type Pages = AsyncDisposable & { handler: RequestListener }

/**
 * The part of Next's programmatic server that we use (https://nextjs.org/docs/app/guides/custom-server). Its own types would add Next's
 * global declarations to everything that this package is compiled with.
 */
type CreateNext = (options: { dev: false; dir: string; hostname: string; port: number; quiet: boolean }) => {
  prepare(): Promise<void>
  getRequestHandler(): (...args: Parameters<RequestListener>) => Promise<void>
  close(): Promise<void>
}

/** Serves the built pages of `@mointering/frontend` in this process. Throws a StartError when they were not built. */
export async function openPages({ port }: { port: number }): Promise<Pages> {
  const manifest = require.resolve('@mointering/frontend/package.json')
  const dir = dirname(manifest)
  if (!existsSync(join(dir, '.next/BUILD_ID'))) {
    throw new StartError('The pages are not built: run `npm start`, which builds them, or `pnpm build`.')
  }
  // The pages' own Next: they were compiled for exactly that one.
  const createNext: CreateNext = createRequire(manifest)('next')
  const next = createNext({ dev: false, dir, hostname: 'localhost', port, quiet: true })
  await next.prepare()
  const handle = next.getRequestHandler()
  return {
    handler: (req, res) => void handle(req, res),
    [Symbol.asyncDispose]: () => next.close(),
  }
}
