import { buildStale, installPackages, loadBuilt } from './prepare.mjs'
import { createProgress } from './progress.mjs'

/** `npm start`: installs and builds what is missing, then runs Mointering in this very process, so that signals take no detour. */
export async function main(args) {
  const progress = createProgress()
  await installPackages(progress)
  await buildStale(progress)
  const { runCommandLine } = await loadBuilt('cli/command-line.js')
  await runCommandLine(['start', ...args])
}
