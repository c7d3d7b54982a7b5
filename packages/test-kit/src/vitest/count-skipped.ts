import type { TestProject } from 'vitest/node'

/** Says loudly how many tests whose full name contains `what` were skipped; says nothing when there were none. */
export function countSkipped(project: TestProject, what: string, advice: string): void {
  let skipped = 0
  for (const module of project.vitest.state.getTestModules()) {
    for (const test of module.children.allTests('skipped')) if (test.fullName.includes(what)) skipped += 1
  }
  if (skipped > 0) console.warn(`\n!!! ${skipped} tests were SKIPPED because there is no ${what}. ${advice}\n`)
}
