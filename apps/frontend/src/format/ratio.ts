const NBSP = '\u00a0'

/**
 * A ratio (0..1) as a percentage, cut and never rounded up: 0.99999 is "99.99 %", because "100 %" must mean that nothing failed.
 * What is above zero but under the last digit is "<0.01 %".
 */
export function formatRatio(ratio: number): string {
  if (ratio >= 1) return `100${NBSP}%`
  if (ratio <= 0) return `0${NBSP}%`
  // The tiny addition undoes the error of e.g. 0.9995 * 10000 = 9994.999...; the cap keeps it from making a full 100.
  const hundredths = Math.min(9_999, Math.floor(ratio * 10_000 + 1e-6))
  if (hundredths === 0) return `<0.01${NBSP}%`
  return `${String(hundredths / 100)}${NBSP}%`
}

/** The same for a ratio that may be null because nothing was observed. */
export const formatRatioOrDash = (ratio: number | null): string => (ratio === null ? '–' : formatRatio(ratio))
