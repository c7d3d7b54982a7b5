import { toUSVString } from 'node:util'

/**
 * The text, escaped, in at most `longest` UTF-16 units: the count that is never smaller than a provider's, whether it counts characters or units. What is cut off
 * leaves an ellipsis; neither a character nor an escape is cut in half.
 */
export const fit = (text: string, longest: number, escaped: (text: string) => string = (same) => same): string =>
  escaped(cut(text, '…', (start) => escaped(start).length <= longest))

/** The text when it fits, else the longest start of it that does with `mark` after it; the mark alone when none does. A longer start must not fit better. */
export function cut(text: string, mark: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text
  const characters = [...text]
  const firstOf = (count: number) => `${characters.slice(0, count).join('').trimEnd()}${mark}`
  let known = 0
  let tooLong = characters.length
  while (tooLong - known > 1) {
    const middle = Math.floor((known + tooLong) / 2)
    if (fits(firstOf(middle))) known = middle
    else tooLong = middle
  }
  return firstOf(known)
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

/** The lines when they fit into `longest` units with a line break after each; else the first of them, and how many are missing. */
export function linesThatFit(lines: readonly string[], longest: number): string[] {
  const lengthOf = (some: readonly string[]) => some.reduce((sum, line) => sum + line.length + 1, 0)
  if (lengthOf(lines) <= longest) return [...lines]
  const more = (taken: number) => `and ${lines.length - taken} more`
  let taken = 0
  let used = 0
  for (const line of lines) {
    if (used + lengthOf([line, more(taken + 1)]) > longest) break
    used += lengthOf([line])
    taken += 1
  }
  return used + lengthOf([more(taken)]) <= longest ? [...lines.slice(0, taken), more(taken)] : []
}
