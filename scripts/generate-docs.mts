import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { configurationPage } from './generate-docs/configuration-page.mts'
import { errorsPage } from './generate-docs/errors-page.mts'
import { permissionsPage } from './generate-docs/permissions-page.mts'

/** Writes docs/configuration.md, docs/errors.md and docs/permissions.md from the code; with --check it only compares and fails when they differ. */
const docs = fileURLToPath(new URL('../docs', import.meta.url))
const pages = {
  'configuration.md': configurationPage(),
  'errors.md': errorsPage(),
  'permissions.md': permissionsPage(),
}

for (const [name, text] of Object.entries(pages)) {
  const path = join(docs, name)
  if (!process.argv.includes('--check')) {
    mkdirSync(docs, { recursive: true })
    writeFileSync(path, text)
  } else if (read(path) !== text) {
    console.error(`docs/${name} is not what the code says: run \`pnpm generate-docs\` and commit it`)
    process.exitCode = 1
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
