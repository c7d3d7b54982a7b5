/** What `datetime-local` holds, `2026-11-24T09:00`, in the reader's zone. */
export function wallTimeOf(atMs: number): string {
  const date = new Date(atMs)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** The instant of a time in the reader's zone, ISO 8601; the text itself when it is none, for the contract to refuse. */
export function instantOf(wallTime: string): string {
  const date = new Date(wallTime)
  return Number.isNaN(date.getTime()) ? wallTime : date.toISOString()
}
