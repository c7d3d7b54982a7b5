const WIDTH = 72

/** A text in lines of at most 72 characters where words allow; a link is never broken. */
export const wrapText = (text: string): string => text.split('\n').map(wrapLine).join('\n')

function wrapLine(line: string): string {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > WIDTH) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current].join('\n')
}
