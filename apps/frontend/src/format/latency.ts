const NBSP = '\u00a0'

/** A latency for people: "<1 ms", "4.2 ms", "243 ms", "1.2 s", "12 s". `ms` is not negative. */
export function formatLatency(ms: number): string {
  if (ms < 1) return `<1${NBSP}ms`
  if (ms < 9.95) return `${ms.toFixed(1)}${NBSP}ms`
  if (ms < 999.5) return `${Math.round(ms)}${NBSP}ms`
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)}${NBSP}s`
  return `${Math.round(ms / 1000)}${NBSP}s`
}

/** A label of an axis: as `formatLatency`, but steps below a millisecond stay apart. */
export function formatAxisMs(ms: number): string {
  if (ms === 0) return '0'
  return ms < 1 ? `${Number(ms.toPrecision(2))}${NBSP}ms` : formatLatency(ms)
}
