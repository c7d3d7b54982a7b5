import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolders, ROOT, STAMPS } from './workspace.mjs'

const GENERATED = new Set(['node_modules', 'dist', '.next', '.turbo', 'generated', 'test', 'coverage'])
const NOT_BUILT = /\.(test\.tsx?|contract\.ts|md|tsbuildinfo)$|^next-env\.d\.ts$/
const SHARED_INPUTS = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'turbo.json', 'tsconfig.base.json']

/** Changes whenever the set of packages to install does. */
export function installFingerprint() {
  const hash = createHash('sha256')
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'])
    hash.update(readFileSync(join(ROOT, file)))
  return hash.update(`${process.platform} ${process.arch} ${process.versions.modules}`).digest('hex')
}

/**
 * Changes whenever a file that takes part in the build was edited, added or removed. Looks at names, sizes and times only (a few
 * milliseconds for the whole repository); a false alarm costs no more than asking turbo.
 */
export function sourceFingerprint() {
  const hash = createHash('sha256').update(installFingerprint())
  const add = (path) => {
    const { mtimeMs, size } = statSync(join(ROOT, path))
    hash.update(`${path}\0${mtimeMs}\0${size}\n`)
  }
  for (const file of SHARED_INPUTS) add(file)
  for (const folder of packageFolders()) for (const file of filesUnder(folder)) add(file)
  return hash.digest('hex')
}

function* filesUnder(folder) {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory() && !GENERATED.has(entry.name)) yield* filesUnder(path)
    else if (entry.isFile() && !NOT_BUILT.test(entry.name)) yield path
  }
}

/** Whether the work named `name` was finished for exactly this fingerprint. */
export function isStamped(name, fingerprint) {
  const path = join(STAMPS, name)
  return existsSync(path) && readFileSync(path, 'utf8') === fingerprint
}

export function writeStamp(name, fingerprint) {
  mkdirSync(STAMPS, { recursive: true })
  writeFileSync(join(STAMPS, name), fingerprint)
}
