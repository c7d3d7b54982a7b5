import { readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of the repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Stamps of what was installed and built last; goes away together with node_modules, as it should. */
export const STAMPS = join(ROOT, 'node_modules/.mointering')

/** Nothing that we start reports anything to anybody. */
export const QUIET_ENV = { NEXT_TELEMETRY_DISABLED: '1', TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' }

/** For turbo, which looks for pnpm on PATH; a fresh machine has only the one among our packages. */
export const TURBO_ENV = { ...QUIET_ENV, PATH: `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH}` }

/** The pinned package manager, as `pnpm@<version>`. */
export function pinnedPnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  return packageManager.split('+')[0]
}

/** Folders of the workspace's packages, relative to the root. */
export function packageFolders() {
  return ['apps', 'packages'].flatMap((group) =>
    readdirSync(join(ROOT, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${group}/${entry.name}`),
  )
}
