import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildStale, installPackages } from './prepare.mjs'
import { createProgress } from './progress.mjs'
import { provideNeeds } from './provide-needs.mjs'
import { run, StepError } from './run.mjs'
import { QUIET_ENV, ROOT, STAMPS } from './workspace.mjs'

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs')
const VERIFY = join(ROOT, 'scripts/verify.mjs')
const REPORT = join(STAMPS, 'test-report.json')

/** `npm test`: everything that must hold, on a machine that may have nothing but Node. Arguments go to vitest. */
export async function main(args) {
  const began = performance.now()
  const progress = createProgress()
  await installPackages(progress)
  const needs = await provideNeeds(progress)
  try {
    await buildStale(progress)
    await showing('The checks without services', [VERIFY], {})
    rmSync(REPORT, { force: true })
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`]
    await showing('The tests', [VITEST, 'run', ...reporters, ...args], { ...QUIET_ENV, ...needs.env })
  } finally {
    await needs.stop()
    if (existsSync(REPORT))
      console.log(closingLine(JSON.parse(readFileSync(REPORT, 'utf8')), performance.now() - began))
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
