/** Gathers ids and runs `each` for them at most once in `everyMs`: at once for the first, then for all that came meanwhile. */
export function gather(everyMs: number, each: (id: string) => void) {
  const waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    if (waiting.size === 0) return
    const ids = [...waiting]
    waiting.clear()
    timer = setTimeout(flush, everyMs)
    for (const id of ids) each(id)
  }
  return {
    add(id: string) {
      waiting.add(id)
      if (timer === undefined) flush()
    },
    stop() {
      clearTimeout(timer)
      waiting.clear()
    },
  }
}
