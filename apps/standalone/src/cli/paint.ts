import type { WriteStream } from 'node:tty'

type Style = (text: string) => string
export type Paint = Record<'bold' | 'red' | 'green' | 'yellow' | 'blue' | 'grey', Style>

const CODES = {
  bold: [1, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  grey: [90, 39],
} as const

const styled = ([on, off]: readonly [number, number], text: string) => `\u001b[${on}m${text}\u001b[${off}m`

/** Colours for a terminal; plain text wherever else `out` goes, and when NO_COLOR is set (no-color.org). */
export function paintFor(out: Pick<WriteStream, 'isTTY'>, env: NodeJS.ProcessEnv): Paint {
  const on = out.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
  const style = (name: keyof typeof CODES): Style => (on ? (text) => styled(CODES[name], text) : (text) => text)
  return {
    bold: style('bold'),
    red: style('red'),
    green: style('green'),
    yellow: style('yellow'),
    blue: style('blue'),
    grey: style('grey'),
  }
}
