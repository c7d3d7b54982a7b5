import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildStale, installPackages, loadBuilt } from './prepare.mjs'
import { createProgress } from './progress.mjs'
import { provideNeeds } from './provide-needs.mjs'
import { run, StepError } from './run.mjs'
import { QUIET_ENV, ROOT, STAMPS } from './workspace.mjs'

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs')
const VERIFY = join(ROOT, 'scripts/verify.mjs')
const REPORT = join(STAMPS, 'test-report.json')

/** `npm test`: everything that must hold, on a machine that may have nothing but Node. Arguments go to vitest: with them, only the tests that they name. */
export async function main(args) {
  const began = performance.now()
  const progress = createProgress()
  await installPackages(progress)
  const needs = await provideNeeds(progress)
  const ends = [needs.stop]
  try {
    await buildStale(progress)
    if (args.length === 0) await showing('The checks without services', [VERIFY], {})
    rmSync(REPORT, { force: true })
    const database = await provideDatabase(progress)
    ends.push(database.stop)
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`]
    const env = { ...QUIET_ENV, ...needs.env, DATABASE_URL: database.url }
    await showing('The tests', [VITEST, 'run', ...reporters, ...args], env)
  } finally {
    for (const end of ends.toReversed()) await end()
    if (existsSync(REPORT))
      console.log(closingLine(JSON.parse(readFileSync(REPORT, 'utf8')), performance.now() - began))
  }
}

/**
 * The PostgreSQL that DATABASE_URL names, or a private one, fast rather than safe. Started by the product's own code, because that works wherever the
 * product does, as root in a closed folder too.
 */
async function provideDatabase(progress) {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => undefined }
  const { startEmbeddedPostgres } = await loadBuilt('postgres/start-postgres.js')
  const folder = mkdtempSync(join(tmpdir(), 'mointering-test-database-'))
  const server = await progress.step('Starting PostgreSQL', () =>
    startEmbeddedPostgres({
      folder: join(folder, 'postgres'),
      password: randomUUID(),
      logPath: join(folder, 'postgres.log'),
      onNote: (note) => progress.note(note),
      settings: { fsync: 'off', max_connections: '200' },
    }),
  )
  return {
    url: server.url,
    async stop() {
      await server[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Runs a Node script with its output shown as it comes. */
async function showing(what, command, env) {
  const { code } = await run(process.execPath, command, { cwd: ROOT, env, show: true })
  if (code !== 0) throw new StepError(`${what} failed (exit code ${code}).`)
}

function closingLine(report, elapsedMs) {
  const { numTotalTestSuites, numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = report
  const skipped = numPendingTests + numTodoTests
  const time = `${Math.floor(elapsedMs / 60_000)} min ${Math.round((elapsedMs % 60_000) / 1000)} s`
  const counts = `${numPassedTests} passed, ${numFailedTests} failed, ${skipped} skipped`
  return `npm test: ${counts}, in ${numTotalTestSuites} groups of ${testResults.length} files, ${time}.`
}
