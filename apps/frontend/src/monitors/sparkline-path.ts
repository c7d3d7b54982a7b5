/**
 * An SVG path through means over time, in a box of `width` x `height`, y from 0 at the bottom. Null (not seen) is a gap, never a line across; a
 * lone value becomes a short dash. Empty when nothing was seen.
 */
export function sparklinePath(values: readonly (number | null)[], width: number, height: number): string {
  const most = Math.max(0, ...values.filter((value) => value !== null))
  if (most === 0) return ''
  const x = (index: number) => round((index / Math.max(1, values.length - 1)) * width)
  const y = (value: number) => round(height - (value / (most * 1.1)) * height)
  let path = ''
  values.forEach((value, index) => {
    if (value === null) return
    const startsHere = (values[index - 1] ?? null) === null
    const endsHere = (values[index + 1] ?? null) === null
    path += `${startsHere ? 'M' : 'L'}${x(index)} ${y(value)}`
    if (startsHere && endsHere) path += 'h1.5'
  })
  return path
}

const round = (value: number) => Math.round(value * 10) / 10
