/**
 * A whole number in 0 .. 2^32 - 1 that depends on every character of the text: FNV-1a (32 bits) over its UTF-16 code units, then the
 * finaliser of MurmurHash3 (fmix32), without which the low bits of similar texts stay alike. Anchors of stored monitors hang on it, so it may
 * never change; golden values stand in the test. Source: draft-eastlake-fnv-21 section 2; github.com/aappleby/smhasher, MurmurHash3.cpp.
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
