import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { installPackages } from './prepare.mjs'
import { createProgress } from './progress.mjs'
import { runOrExplain } from './run.mjs'
import { QUIET_ENV, ROOT, TURBO_ENV } from './workspace.mjs'

const MAIN = 'apps/standalone/src/cli/main.ts'

/**
 * `pnpm dev`: API and workers under `tsx watch` straight from the sources, pages under `next dev`, which proxies `/api`. PostgreSQL is the embedded
 * one unless DATABASE_URL is set. Ctrl-C reaches both, because they are in our process group; when one ends, the other is ended too.
 */
export async function main() {
  const progress = createProgress()
  await installPackages(progress)
  const turbo = join(ROOT, 'node_modules/.bin/turbo')
  await progress.step('Generating code', () =>
    runOrExplain('Generating code', turbo, ['run', 'generate', '--output-logs=errors-only'], {
      cwd: ROOT,
      env: TURBO_ENV,
    }),
  )

  const port = process.env.PORT || '3000'
  const apiPort = process.env.API_PORT || '4000'
  const api = `http://127.0.0.1:${apiPort}`
  const origin = `http://localhost:${port}`
  const shared = { ...process.env, ...QUIET_ENV, PUBLIC_URL: process.env.PUBLIC_URL || origin }
  const children = [
    // From the root, whose .env is read.
    start(ROOT, 'tsx', ['watch', '--clear-screen=false', '--conditions=source', MAIN, 'start', '--no-pages'], {
      ...shared,
      NODE_ENV: 'development',
      PORT: apiPort,
    }),
    start(join(ROOT, 'apps/frontend'), 'next', ['dev', '--port', port], {
      ...shared,
      NEXT_PUBLIC_API_URL: api,
      API_INTERNAL_URL: api,
    }),
  ]
  progress.note(`Development: open ${origin} (the API behind it is ${api}). Ctrl-C ends both.`)

  const stop = () => children.forEach((child) => void child.kill('SIGTERM'))
  process.on('SIGTERM', stop)
  process.on('SIGINT', () => undefined) // the children got it too; we stay until they are gone
  const codes = await Promise.all(
    children.map(
      (child) => new Promise((resolve) => child.once('close', (code) => resolve(code ?? 0)).once('close', stop)),
    ),
  )
  process.exitCode = Math.max(...codes) === 0 ? 0 : 1
}

function start(cwd, program, args, env) {
  return spawn(join(cwd, 'node_modules/.bin', program), args, {
    cwd,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
}
