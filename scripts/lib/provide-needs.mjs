import { existsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { findProgram } from './find-program.mjs'
import { run, runOrExplain, StepError } from './run.mjs'
import { lookForNeeds, missingNeedsMessage } from './test-needs.mjs'

/**
 * Makes sure that RabbitMQ, Redis, a Chromium and ping can be had: what the environment names, what is installed, Docker, Debian's
 * packages (as root), in this order. Resolves with variables for the tests and with `stop`, which removes what was started here.
 * Installed servers are not started here: the tests start private ones. Throws a StepError that lists the choices when nothing helps.
 */
export async function provideNeeds(progress) {
  const containers = []
  const env = {}
  const stop = async () => {
    if (containers.length > 0) await run('docker', ['rm', '--force', '--volumes', ...containers])
  }
  try {
    let missing = missingNow()
    if (missing.some((need) => need.container !== null) && (await dockerAnswers())) {
      for (const need of missing.filter((each) => each.container !== null)) {
        env[need.variable] = await progress.step(`Starting ${need.name} with Docker`, () =>
          startContainer(need, containers),
        )
      }
      missing = missing.filter((need) => env[need.variable] === undefined)
    }
    if (missing.length > 0 && isDebianRoot()) {
      await installDebianPackages(missing, progress)
      missing = missingNow().filter((need) => env[need.variable] === undefined)
    }
    if (missing.length > 0) throw new StepError(missingNeedsMessage(missing))
    const chromium = lookForNeeds().find(({ need, by }) => need.name === 'Chromium' && by === 'program')
    if (chromium) env.CHROMIUM_PATH = findProgram(chromium.need.programs)
    return { env, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const missingNow = () => lookForNeeds().flatMap(({ need, by }) => (by === null ? [need] : []))

const isDebianRoot = () => process.getuid?.() === 0 && existsSync('/etc/debian_version')

async function dockerAnswers() {
  return (
    findProgram(['docker']) !== null && (await run('docker', ['version', '--format', '{{.Server.Version}}'])).code === 0
  )
}

/** Resolves with the address of the new container's server; the tests wait until it answers. */
async function startContainer({ name, container }, containers) {
  const args = ['run', '--detach', '--publish', `127.0.0.1::${container.port}`, container.image]
  const id = (await runOrExplain(`Starting ${name}`, 'docker', args)).trim().split('\n').at(-1)
  containers.push(id)
  const published = await runOrExplain(`Finding the port of ${name}`, 'docker', ['port', id, `${container.port}/tcp`])
  return container.url(published.trim().split('\n')[0].split(':').at(-1))
}

/** The first try uses the package lists that are there; later ones fetch them anew, with a growing pause. */
async function installDebianPackages(missing, progress) {
  const packages = missing.map((need) => need.debianPackage)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const install = ['install', '--yes', '--no-install-recommends', ...packages]
  await progress.step(`Installing ${packages.join(', ')} with apt-get`, async () => {
    for (let round = 1; round <= 3; round++) {
      await run('apt-get', ['update'], { env })
      // Its exit code says little: a package whose service cannot be started here counts as failed, and works.
      await run('apt-get', install, { env })
      if (missing.every((need) => findProgram(need.programs) !== null)) return
      await delay(round * 3000)
    }
    const { output } = await run('apt-get', install, { env })
    const left = missing.filter((need) => findProgram(need.programs) === null)
    if (left.length > 0) throw new StepError(`${output.trimEnd()}\n\n${missingNeedsMessage(left)}`)
  })
}
