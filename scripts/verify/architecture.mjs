import { posix } from 'node:path'
import { importsOf, withoutComments } from './imports.mjs'

/** Who may import whom (docs/architecture.md). `test-kit` may use every package, and only tests and benchmarks may use it. */
const MAY_IMPORT = {
  'packages/monitoring-core': [],
  'packages/api-contract': ['monitoring-core'],
  'packages/backend-common': ['monitoring-core', 'api-contract'],
  'packages/db': ['monitoring-core', 'api-contract'],
  'packages/test-kit': ['monitoring-core', 'api-contract', 'backend-common', 'db'],
  'apps/frontend': ['api-contract'],
  'apps/http-backend': ['monitoring-core', 'api-contract', 'backend-common', 'db'],
  'apps/worker-node': ['monitoring-core', 'api-contract', 'backend-common', 'db'],
  'apps/standalone': [
    'monitoring-core',
    'api-contract',
    'backend-common',
    'db',
    'http-backend',
    'worker-node',
    'frontend',
  ],
}
const MAX_LINES = 400
const BANNED_NAMES = /^(?:utils?|helpers?|common|misc|shared|lib)\.[^/]*$/
const FILE_NAME = /^(?:_?[a-z0-9]+(?:[-.][a-z0-9]+)*|[A-Z][A-Za-z0-9]*(?:\.test)?)\.(?:ts|tsx|mts|mjs)$/
const CODE = /\.(?:ts|tsx|mts|mjs|cjs|js|css)$/
const TEST_CODE = /\.(?:test|contract|e2e|bench)\.tsx?$|\/test(?:ing)?\/|^packages\/test-kit\/|^bench\/|^scripts\//
const READS_ENVIRONMENT =
  /(?:^|\/)(?:main\.ts|[^/]+\.(?:test|e2e)\.tsx?|[^/]+\.config\.(?:ts|mjs))$|^(?:apps|packages)\/[^/]+\/(?:scripts|test)\/|^scripts\/|^packages\/test-kit\/|^bench\/|^apps\/standalone\/src\/cli\//

/** What breaks the rules of the house, one sentence each with its place; empty when all is well. `files`: [{ path, text }]. */
export function checkArchitecture(files) {
  const code = files.filter(({ path }) => CODE.test(path) && !path.includes('/generated/'))
  return code.flatMap((file) => [...checkFile(file), ...checkImports(file)]).toSorted()
}

function checkFile({ path, text }) {
  const problems = []
  const name = posix.basename(path)
  const lines = text.split('\n').length - 1
  const bare = withoutComments(text)
  if (BANNED_NAMES.test(name)) problems.push(`${path}: name the file after what it does, not "${name}"`)
  if (!path.endsWith('.css') && !FILE_NAME.test(name))
    problems.push(`${path}: file names are kebab-case (a component's file takes its name)`)
  if (lines > MAX_LINES) problems.push(`${path}: ${lines} lines, the most is ${MAX_LINES}: split it`)
  if (homeOf(path) && /\bexport\s+(?:type\s+)?\*/.test(bare))
    problems.push(`${path}: no barrels: import from the file that has it`)
  if (/^index\.(?:tsx?|mts|mjs)$/.test(name) && /\bexport\b[^;\n]*\bfrom\b/.test(bare)) {
    problems.push(`${path}: no barrels: an index file must not re-export`)
  }
  if (
    !READS_ENVIRONMENT.test(path) &&
    /\bprocess\s*\.\s*env\b|\bimport\s*\{[^}]*\benv\b[^}]*\}\s*from\s*['"](?:node:)?process['"]/.test(bare)
  ) {
    problems.push(`${path}: only main.ts, configuration, scripts and tests read the environment`)
  }
  return problems
}

function checkImports({ path, text }) {
  const home = homeOf(path)
  if (!home) return []
  return importsOf(text).flatMap(({ specifier, line }) => {
    const problem = specifier.startsWith('.')
      ? problemOfRelative(path, home, specifier)
      : problemOfPackage(path, home, specifier)
    return problem ? [`${path}:${line}: ${problem}`] : []
  })
}

function problemOfRelative(path, home, specifier) {
  const target = posix.join(posix.dirname(path), specifier)
  return target === home || target.startsWith(`${home}/`)
    ? null
    : `"${specifier}" leaves ${home}: import the other package by its name`
}

function problemOfPackage(path, home, specifier) {
  const [scope, name, ...rest] = specifier.split('/')
  const isTest = TEST_CODE.test(path)
  if (scope !== '@mointering') {
    const pure = home === 'packages/monitoring-core' && !isTest
    return pure ? `monitoring-core has no dependencies, not even "${specifier}"` : null
  }
  if (rest.length === 0) return `import a file of ${specifier}, not the package as a whole`
  if (rest[0] === 'src' || rest[0] === 'dist') return `"${specifier}" reaches into the package: leave out ${rest[0]}/`
  if (name === 'test-kit') return isTest ? null : 'only tests and benchmarks may use test-kit'
  const allowed = MAY_IMPORT[home]
  if (!allowed) return home === 'bench' ? null : `${home} is not in the list of scripts/verify/architecture.mjs`
  return allowed.includes(name) ? null : `${home} must not import ${name} (docs/architecture.md)`
}

/** The package that a file belongs to, as `apps/x`, `packages/y` or `bench`; null for the rest. */
function homeOf(path) {
  const [group, name] = path.split('/')
  if (group === 'bench') return 'bench'
  return (group === 'apps' || group === 'packages') && name ? `${group}/${name}` : null
}
