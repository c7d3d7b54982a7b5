import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

/** The last one wins; both are for development and never in git. */
const FILES = ['.env', '.env.local']

/**
 * `env` plus what the `.env.local` and `.env` of `folder` say; variables that are set already win. With NODE_ENV=production
 * it is `env` itself: there, settings come from the platform alone. A missing file is no error, an unreadable one is.
 */
export function readEnvFiles(folder: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (env.NODE_ENV === 'production') return env
  return Object.assign({}, ...FILES.map((file) => parseFile(join(folder, file))), env)
}

function parseFile(path: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw error
  }
}
