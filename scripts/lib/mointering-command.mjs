import { buildStale, installPackages, loadBuilt } from './prepare.mjs'
import { createProgress } from './progress.mjs'

/** `npm run --silent mointering -- <command>`: the command line, built first where it is stale; says nothing of its own unless that takes work. */
export async function main(args) {
  const progress = createProgress({ quiet: !process.stderr.isTTY })
  await installPackages(progress)
  await buildStale(progress, { pages: args[0] === 'start' })
  const { runCommandLine } = await loadBuilt('cli/command-line.js')
  await runCommandLine(args)
}
