import { useSyncExternalStore } from 'react'

// One clock for all texts that count: they change together, and only those whose text changes are drawn again.
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const notify of listeners) notify()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** A text or number made from the present, renewed every second. `derive` must give back a primitive. */
export function useNow<Value extends string | number | boolean>(derive: (nowMs: number) => Value): Value {
  return useSyncExternalStore(
    subscribe,
    () => derive(timer === undefined ? Date.now() : now),
    () => derive(Date.now()),
  )
}
