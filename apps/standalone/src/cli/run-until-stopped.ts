import type { Standalone } from '../start-standalone.js'

/** Everything must be gone this long after Ctrl-C; what still runs then is ended hard. */
const STOP_DEADLINE_MS = 4500
/** One Ctrl-C arrives twice under npm: from the terminal, and passed on by npm. Only a later one means "now!". */
const SAME_KEY_PRESS_MS = 1000
const PARENT_POLL_MS = 250

/**
 * Starts Mointering, says where it is, and stops it at SIGINT or SIGTERM. Resolves when it has stopped; the exit code is then 0, or 1 when a part had
 * failed or did not end in time. Rejects when it could not start.
 */
export async function runUntilStopped(start: () => Promise<Standalone>): Promise<void> {
  const asked = stopRequest()
  const mointering = await start()
  announce(mointering)
  const failure = await Promise.race([asked, mointering.failed])
  if (failure !== null) {
    console.error(`  ${failure}`)
    process.exitCode = 1
  }
  const hard = setTimeout(() => exitNow('  Some parts did not stop in time and were ended.'), STOP_DEADLINE_MS)
  await mointering[Symbol.asyncDispose]()
  clearTimeout(hard)
  console.log(`  Mointering has stopped.`)
  // What a library may have left behind in the event loop must not keep us.
  setTimeout(() => process.exit(), 300).unref()
}

/** Resolves with null at the first SIGINT or SIGTERM. A second one, that is not the echo of the first, ends the process at once. */
function stopRequest(): Promise<null> {
  return new Promise((resolve) => {
    let firstAt: number | null = null
    const onSignal = () => {
      if (firstAt !== null && performance.now() - firstAt > SAME_KEY_PRESS_MS) exitNow('  Ended at once.')
      if (firstAt !== null) return
      firstAt = performance.now()
      // Also covers a stop while it is still starting.
      setTimeout(() => exitNow('  It did not stop in time and was ended.'), STOP_DEADLINE_MS).unref()
      resolve(null)
    }
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
    if (process.env.npm_lifecycle_event !== undefined) whenParentIsGone(onSignal)
  })
}

/** npm runs its scripts in a shell, and a SIGTERM that it passes on ends that shell only: its end is all that we see of it. */
function whenParentIsGone(stop: () => void): void {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stop()
  }, PARENT_POLL_MS)
  watch.unref()
}

/** The listeners of `exit` still run: the embedded database is told to stop. */
function exitNow(reason: string): void {
  console.error(reason)
  process.exit(1)
}

function announce({ url, dataFolder }: Standalone): void {
  console.log(
    `\n  Mointering is ready: ${url}\n  Its data is in ${dataFolder} (logs/mointering.log tells what it does). Ctrl-C stops it.\n`,
  )
}
