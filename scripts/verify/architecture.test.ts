import { expect, test } from 'vitest'
import { ROOT } from '../lib/workspace.mjs'
import { checkArchitecture } from './architecture.mjs'
import { readProject } from './project-files.mjs'

const problemsOf = (path: string, text: string): string[] => checkArchitecture([{ path, text }])

test('the house keeps its own rules', () => expect(checkArchitecture(readProject(ROOT))).toEqual([]))

test.each([
  ['apps/worker-node/src/a.ts', `import { x } from '@mointering/monitoring-core/slots'`],
  ['apps/standalone/src/a.ts', `import { x } from '@mointering/http-backend/start-api'`],
  ['packages/db/src/a.ts', `import type { X } from '@mointering/api-contract/http/problem'\nimport pg from 'pg'`],
  ['packages/db/src/a.test.ts', `import { x } from '@mointering/test-kit/services/test-services'`],
  ['packages/db/src/deep/a.ts', `import { x } from '../b.js'`],
  ['packages/monitoring-core/src/a.test.ts', `import fc from 'fast-check'`],
  ['apps/frontend/app/monitors/[id]/page.tsx', `export { metadata } from './metadata'`],
  ['apps/frontend/src/ui/StatusMark.tsx', ''],
  ['apps/worker-node/src/main.ts', 'process.env.HOME'],
  ['apps/standalone/test/start.ts', 'process.env.HOME'],
  ['packages/db/src/a.ts', '// process.env is not for us\n/* import "@mointering/http-backend/x" */'],
  ['packages/db/src/a.ts', `const text = 'a // b'\nimport { x } from './c.js'`],
  ['packages/db/src/generated/index.ts', `export * from './a.js'`],
])('%s may hold %j', (path, text) => expect(problemsOf(path, text)).toEqual([]))

test.each([
  ['apps/frontend/src/a.ts', `import { x } from '@mointering/db/database'`, 'apps/frontend must not import db'],
  [
    'apps/http-backend/src/a.ts',
    `import { x } from '@mointering/worker-node/start-worker'`,
    'must not import worker-node',
  ],
  [
    'packages/api-contract/src/a.ts',
    `export { x } from '@mointering/backend-common/log/logger'`,
    'must not import backend-common',
  ],
  ['packages/db/src/a.ts', `await import('@mointering/backend-common/log/logger')`, 'must not import backend-common'],
  ['packages/db/src/a.ts', `import '@mointering/backend-common/log/logger'`, 'must not import backend-common'],
  ['packages/backend-common/src/a.ts', `import type { X } from "@mointering/db/database"`, 'must not import db'],
  [
    'packages/db/src/a.ts',
    `import {\n  x,\n  type Y,\n} from '@mointering/http-backend/x'`,
    ':4: packages/db must not import http-backend',
  ],
  ['packages/monitoring-core/src/a.ts', `import { readFile } from 'node:fs'`, 'has no dependencies'],
  ['packages/monitoring-core/src/a.ts', `import { z } from 'zod'`, 'has no dependencies'],
  ['apps/worker-node/src/a.ts', `import { x } from '@mointering/test-kit/targets/x'`, 'only tests and benchmarks'],
  ['apps/worker-node/src/a.ts', `import { x } from '@mointering/db'`, 'not the package as a whole'],
  ['apps/worker-node/src/a.ts', `import { x } from '@mointering/db/dist/database'`, 'reaches into the package'],
  ['apps/worker-node/src/a.ts', `import { x } from '../../../packages/db/src/database.js'`, 'leaves apps/worker-node'],
  ['apps/newcomer/src/a.ts', `import { x } from '@mointering/db/database'`, 'is not in the list'],
  ['apps/http-backend/src/index.ts', `export { x } from './x.js'`, 'an index file must not re-export'],
  ['apps/http-backend/src/monitors/all.ts', `export * from './x.js'`, 'no barrels'],
  ['packages/db/src/a.ts', 'const url = process.env.DATABASE_URL', 'read the environment'],
  ['packages/db/src/a.ts', `import { env } from 'node:process'`, 'read the environment'],
  ['apps/http-backend/src/utils.ts', '', 'name the file after what it does'],
  ['apps/http-backend/src/http/helpers.test.ts', '', 'name the file after what it does'],
  ['packages/db/src/readRows.ts', '', 'kebab-case'],
  ['packages/db/src/long.ts', 'x\n'.repeat(401), '401 lines'],
])('%s must not hold %j', (path, text, problem) => {
  expect(problemsOf(path, text).join('\n')).toContain(problem)
})
