// Loaded by every script before anything else, so it keeps to syntax and imports that Node 12 understands.

/** Must equal `engines.node` of package.json (scripts/node-version.test.ts compares them). */
export const MINIMUM_NODE = '20.19'

/** The sentence that tells somebody why this Node cannot run Mointering, or null when it can. */
export function nodeVersionProblem(version) {
  const have = version.split('.').map(Number)
  const need = MINIMUM_NODE.split('.').map(Number)
  if (have[0] > need[0] || (have[0] === need[0] && have[1] >= need[1])) return null
  return (
    'Mointering needs Node ' +
    MINIMUM_NODE +
    ' or newer, and this is Node ' +
    version +
    ': install a newer one from https://nodejs.org.'
  )
}

/** Loads `load()` and runs its `main`; a too old Node gets one sentence and exit code 1 instead of a syntax error. */
export function runOnNewNode(load) {
  const problem = nodeVersionProblem(process.versions.node)
  if (problem) {
    console.error(problem)
    process.exitCode = 1
    return
  }
  load()
    .then((script) => script.main(process.argv.slice(2)))
    .catch((error) => {
      // A StepError was already explained to the person; everything else is a bug and shows its stack.
      console.error(error.name === 'StepError' ? error.message : error)
      process.exitCode = 1
    })
}
