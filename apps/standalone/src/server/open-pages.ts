import { existsSync, readFileSync } from 'node:fs'
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

export type PagesOptions = {
  port: number
  /** Where server components reach the API. */
  internalUrl: string
  /** The environment that the pages read: Next knows no other way to be told. */
  env: NodeJS.ProcessEnv
}

/** Serves the built pages of `@mointering/frontend` in this process. Throws a StartError when they were not built. */
export async function openPages({ port, internalUrl, env }: PagesOptions): Promise<Pages> {
  const manifest = require.resolve('@mointering/frontend/package.json')
  const dir = dirname(manifest)
  if (!existsSync(join(dir, '.next/BUILD_ID'))) {
    throw new StartError('The pages are not built: run `npm start`, which builds them, or `pnpm build`.')
  }
  env.API_INTERNAL_URL = internalUrl
  // As the server.js that Next generates does it: the settings of the build, not next.config.mjs read again.
  const built: unknown = JSON.parse(readFileSync(join(dir, '.next/required-server-files.json'), 'utf8'))
  if (typeof built === 'object' && built !== null && 'config' in built) {
    env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(built.config)
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
