const seconds = (sinceMs) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`

/**
 * Shows one line for each step, with its time: on a terminal the time counts up, elsewhere there is a line at the start and one at the end.
 * `quiet` shows nothing at all.
 */
export function createProgress({ quiet = false, out = process.stderr } = {}) {
  return {
    /** Resolves with what `work` resolves with; says so when it fails and rejects in the same way. */
    async step(label, work) {
      if (quiet) return work()
      const began = performance.now()
      const redraw = () => out.write(`\r  ${label} ... ${seconds(began)} `)
      const timer = out.isTTY ? setInterval(redraw, 200) : null
      if (!timer) out.write(`  ${label} ...\n`)
      const end = (word) => {
        if (timer) clearInterval(timer)
        out.write(`${out.isTTY ? '\r' : ''}  ${label}: ${word} in ${seconds(began)}   \n`)
      }
      try {
        const value = await work()
        end('done')
        return value
      } catch (error) {
        end('failed')
        throw error
      }
    },
    note(text) {
      if (!quiet) out.write(`  ${text}\n`)
    },
  }
}
