/** Bodies are read so far and no further; what is beyond does not count. */
export const BODY_CAP = 1024 * 1024
const SAMPLE_BYTES = 4096

/** `bytes` as they came (compressed, perhaps), `complete` false when the cap cut them off. */
export type BodyRead = { bytes: Buffer; complete: boolean }

export type BodyReader = {
  /** True when the cap is reached and nothing more is wanted. */
  add(chunk: Buffer): boolean
  bytes(): number
  read(): BodyRead
}

/** Collects a body up to `cap` bytes, or when nobody will look at it only as much as evidence needs (but counts it all up to the cap). */
export function createBodyReader(keepBody: boolean, cap = BODY_CAP): BodyReader {
  const limit = keepBody ? cap : SAMPLE_BYTES
  const chunks: Buffer[] = []
  let kept = 0
  let seen = 0
  return {
    add(chunk) {
      if (kept < limit) chunks.push(kept + chunk.length > limit ? chunk.subarray(0, limit - kept) : chunk)
      kept = Math.min(limit, kept + chunk.length)
      seen += chunk.length
      return seen >= cap
    },
    bytes: () => seen,
    read: () => ({ bytes: Buffer.concat(chunks), complete: kept === seen }),
  }
}
