type Found = { path: string }

/**
 * Where in a parsed body or query a text (or a key) stands that PostgreSQL takes neither as text nor as jsonb: one with NUL or half a surrogate pair. Null when
 * there is none. Without recursion: a body may be as deep as it is long.
 */
export function findUnstorableText(value: unknown): Found | null {
  const left: { value: unknown; path: readonly string[] }[] = [{ value, path: [] }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { value: current, path } = next
    if (typeof current === 'string' && !isStorable(current)) return { path: path.join('.') }
    if (typeof current !== 'object' || current === null) continue
    for (const [key, child] of Object.entries(current)) {
      if (!isStorable(key)) return { path: path.join('.') }
      // Nothing of ours is so deep; what is deeper needs no exact address.
      left.push({ value: child, path: path.length < MAX_SHOWN_DEPTH ? [...path, key] : path })
    }
  }
  return null
}

const MAX_SHOWN_DEPTH = 10

const isStorable = (text: string) => !text.includes('\0') && !LONE_SURROGATE.test(text)
const LONE_SURROGATE = /\p{Surrogate}/u
