import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runOrExplain } from './run.mjs'
import { installFingerprint, isStamped, sourceFingerprint, writeStamp } from './stamps.mjs'
import { packageFolders, pinnedPnpm, QUIET_ENV, ROOT, TURBO_ENV } from './workspace.mjs'

/** Installs the packages of the lock file, unless that was done already. Gets the pinned pnpm through npx, which every npm has. */
export async function installPackages(progress) {
  const fingerprint = installFingerprint()
  const complete = packageFolders().every((folder) => existsSync(join(ROOT, folder, 'node_modules')))
  if (complete && isStamped('installed', fingerprint)) return
  const args = ['-y', pinnedPnpm(), 'install', '--frozen-lockfile', '--config.confirmModulesPurge=false']
  await progress.step('Installing packages', () =>
    runOrExplain('Installing packages', 'npx', args, { cwd: ROOT, env: QUIET_ENV }),
  )
  writeStamp('installed', fingerprint)
}

/** What must be there after a build, so that a deleted folder is noticed. */
const outputsOf = (folder) =>
  folder === 'apps/frontend' ? join(ROOT, folder, '.next/BUILD_ID') : join(ROOT, folder, 'dist')

/**
 * Builds what is stale. `pages: false` leaves the frontend out (the command line needs no pages). Unchanged sources cost one look at their times.
 */
export async function buildStale(progress, { pages = true } = {}) {
  const fingerprint = sourceFingerprint()
  const folders = packageFolders().filter((folder) => pages || folder !== 'apps/frontend')
  const complete = folders.every((folder) => existsSync(outputsOf(folder)))
  const stamps = pages ? ['built'] : ['built', 'built-command-line']
  if (complete && stamps.some((stamp) => isStamped(stamp, fingerprint))) return
  const filter = pages ? [] : ['--filter=@mointering/standalone', '--filter=@mointering/test-kit']
  const args = ['run', 'build', ...filter, '--output-logs=errors-only', '--log-order=grouped', '--log-prefix=none']
  const turbo = join(ROOT, 'node_modules/.bin/turbo')
  const label = pages ? 'Building what changed (pages, API, worker)' : 'Building what changed'
  await progress.step(label, () => runOrExplain('The build', turbo, args, { cwd: ROOT, env: TURBO_ENV }))
  writeStamp(pages ? 'built' : 'built-command-line', fingerprint)
}

/** Loads a module of the built command line. */
export const loadBuilt = (path) => import(new URL(`../../apps/standalone/dist/${path}`, import.meta.url).href)
