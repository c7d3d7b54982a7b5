import type { Sealer } from './sealer.js'

export type OpenSecret = Sealer['open']
type Opened = { context: string; text: string }

/** Most checks repeat within minutes: this holds the secrets of some 10,000 monitors. */
const MOST_KEPT = 20_000
/** Letters of sealed and opened texts together, so that long bodies cannot fill the memory. */
const MOST_LETTERS = 32_000_000

/**
 * `open`, remembering what it opened: the least recently used is forgotten first. A text that was opened for one context is refused for another, as `open`
 * does. Throws what `open` throws.
 */
export function rememberOpened(
  open: OpenSecret,
  { mostKept = MOST_KEPT, mostLetters = MOST_LETTERS }: { mostKept?: number; mostLetters?: number } = {},
): OpenSecret {
  const kept = new Map<string, Opened>() // in order of use, the oldest first
  let letters = 0

  const forget = (sealed: string, { text }: Opened) => {
    kept.delete(sealed)
    letters -= sealed.length + text.length
  }
  const keep = (sealed: string, opened: Opened) => {
    kept.set(sealed, opened)
    letters += sealed.length + opened.text.length
    for (const [oldest, its] of kept) {
      if (kept.size <= mostKept && letters <= mostLetters) break
      forget(oldest, its)
    }
  }

  return (sealed, context) => {
    const known = kept.get(sealed)
    if (known?.context === context) {
      kept.delete(sealed)
      kept.set(sealed, known)
      return known.text
    }
    const text = open(sealed, context)
    if (known) forget(sealed, known)
    keep(sealed, { context, text })
    return text
  }
}
