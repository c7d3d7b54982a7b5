import { delimiter, join } from 'node:path'
import { installPackages } from '../lib/prepare.mjs'
import { createProgress } from '../lib/progress.mjs'
import { run, StepError } from '../lib/run.mjs'
import { QUIET_ENV, ROOT } from '../lib/workspace.mjs'
import { checkArchitecture } from './architecture.mjs'
import { checkDocs } from './doc-paths.mjs'
import { checkNamedTests } from './named-tests.mjs'
import { readProject } from './project-files.mjs'

const bin = (name) => join(ROOT, 'node_modules/.bin', name)

/** turbo looks for pnpm on PATH. */
const ENV = { ...QUIET_ENV, PATH: `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH}` }

/** The slow ones first: two lanes share two cores, and the long one decides the time of the whole. */
const CHECKS = [
  ['types', () => command(bin('turbo'), ['run', 'typecheck', '--output-logs=errors-only', '--continue'])],
  ['generated docs', () => command(bin('tsx'), ['--conditions=source', 'scripts/generate-docs.mts', '--check'])],
  ['types of scripts', () => command(bin('tsc'), ['--noEmit', '-p', 'scripts/tsconfig.json'])],
  // The build's tsconfig knows that dist comes from src: only so does it follow imports from one package into another.
  ['dead code', () => command(bin('knip'), ['--no-progress', '--tsConfig', 'tsconfig.build.json'])],
  ['format and lint', () => command(bin('biome'), ['check', '--error-on-warnings', '--max-diagnostics=50', '.'])],
  ['architecture', () => checkArchitecture(readProject(ROOT))],
  ['documents', () => documentProblems(readProject(ROOT))],
]

const documentProblems = (files) => [...checkDocs(files), ...checkNamedTests(files)]

/** `pnpm verify`: everything that can be said about the code without running it. Needs no services. Shows every failure, not only the first. */
export async function main() {
  await installPackages(createProgress())
  const began = performance.now()
  const failures = []
  const queue = [...CHECKS]
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [name, check] = next
      const checkBegan = performance.now()
      const problems = await check()
      const took = `${((performance.now() - checkBegan) / 1000).toFixed(1)} s`.padStart(7)
      process.stdout.write(`${problems.length === 0 ? '  ok    ' : '  FAILED'} ${took}  ${name}\n`)
      if (problems.length > 0) failures.push({ name, problems })
    }
  }
  await Promise.all([lane(), lane()])

  for (const { name, problems } of failures) process.stdout.write(`\n${name}:\n${problems.join('\n')}\n`)
  const took = ((performance.now() - began) / 1000).toFixed(1)
  if (failures.length > 0) {
    throw new StepError(
      `\n${failures.length} of ${CHECKS.length} checks failed in ${took} s: ${failures.map((f) => f.name).join(', ')}.`,
    )
  }
  process.stdout.write(`\nAll ${CHECKS.length} checks passed in ${took} s.\n`)
}

/** What the command printed when it failed; nothing when it succeeded. */
async function command(program, args) {
  const { code, output } = await run(program, args, { cwd: ROOT, env: ENV })
  return code === 0 ? [] : [output.trim() || `${program} ended with exit code ${code}`]
}
