/**
 * `text` as it may stand in a header, a subject or a line of a mail: line breaks and other control characters become spaces, and the
 * characters that turn or hide the text around them (direction overrides, zero-width ones, soft hyphens, tags) are left out.
 */
export const oneLine = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(/[\p{Cc}\p{Surrogate}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()

// Direction marks, embeddings, overrides and isolates (UAX #9), zero-width space, word joiner and BOM, soft hyphen, tag characters.
// ZWJ and ZWNJ stay: emoji and Persian need them.
const INVISIBLE = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu
