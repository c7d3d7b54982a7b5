export type Lane = {
  readonly running: number
  readonly waiting: number
  /** Runs `work` as soon as one of the places is free, in order of arrival; answers what it answers. */
  run<Result>(work: () => Promise<Result>): Promise<Result>
}

/** At most `places` pieces of work at once. */
export function createLane(places: number): Lane {
  const queue: (() => void)[] = []
  let head = 0
  let running = 0

  const leave = () => {
    const next = queue[head]
    if (!next) {
      running--
      return
    }
    head++
    if (head > 1000 && head * 2 > queue.length) {
      queue.splice(0, head)
      head = 0
    }
    next()
  }

  return {
    get running() {
      return running
    },
    get waiting() {
      return queue.length - head
    },
    async run(work) {
      if (running < places) running++
      else await new Promise<void>((resolve) => queue.push(resolve))
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
