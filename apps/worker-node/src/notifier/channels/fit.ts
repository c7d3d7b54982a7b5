import { toUSVString } from 'node:util'

/**
 * The text, escaped, in at most `longest` UTF-16 units: the count that is never smaller than a provider's, whether it counts characters or units. What is cut off
 * leaves an ellipsis; neither a character nor an escape is cut in half.
 */
export function fit(text: string, longest: number, escaped: (text: string) => string = (same) => same): string {
  const whole = escaped(text)
  if (whole.length <= longest) return whole
  const characters = [...text]
  const firstOf = (count: number) => `${escaped(characters.slice(0, count).join('').trimEnd())}…`
  let fits = 0
  let tooLong = characters.length
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2)
    if (firstOf(middle).length <= longest) fits = middle
    else tooLong = middle
  }
  return firstOf(fits)
}

/** Without control characters but line breaks, and without halves of surrogate pairs, which some JSON parsers refuse. */
export const tidy = (text: string): string =>
  toUSVString(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, '')
    .trim()

/** On one line, as titles and labels are. */
export const oneLine = (text: string): string => tidy(text.replace(/\s+/g, ' '))

/** A dash instead of nothing: providers refuse empty fields. */
export const orDash = (text: string): string => (text === '' ? '–' : text)

/** The first lines that fit into `longest` units with a line break after each; the last one says how many are missing, if any. */
export function linesThatFit(lines: readonly string[], longest: number): string[] {
  const taken: string[] = []
  let used = 0
  for (const [index, line] of lines.entries()) {
    const more = `and ${lines.length - index} more`
    const isLast = index === lines.length - 1
    if (used + line.length + 1 + (isLast ? 0 : more.length + 1) > longest) {
      return used + more.length + 1 <= longest ? [...taken, more] : taken
    }
    taken.push(line)
    used += line.length + 1
  }
  return taken
}
