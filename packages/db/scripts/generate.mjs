// Generates the Prisma client without network. The command line insists on having a schema engine, downloads one when it
// is not given, and never runs it for `generate`: any executable will do, so it gets this Node.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const packageRoot = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const prisma = path.join(path.dirname(require.resolve('prisma/package.json')), 'build', 'index.js')

const run = spawnSync(process.execPath, [prisma, 'generate'], {
  cwd: packageRoot,
  stdio: 'inherit',
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
})
if (run.error) throw run.error
process.exit(run.status ?? 1)
