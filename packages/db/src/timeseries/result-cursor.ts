/** A place in the list of results: those after it are older. */
export type ResultCursor = { slotMs: number; regionKey: number; attempt: number }

/** The opaque text of `nextCursor`. */
export const formatResultCursor = ({ slotMs, regionKey, attempt }: ResultCursor): string =>
  `${slotMs}_${regionKey}_${attempt}`

/** The cursor of a text that `formatResultCursor` made; null for any other. */
export function parseResultCursor(text: string): ResultCursor | null {
  const [, slotMs, regionKey, attempt] = /^(\d{1,15})_(\d{1,5})_(\d{1,9})$/.exec(text) ?? []
  if (slotMs === undefined || regionKey === undefined || attempt === undefined) return null
  return { slotMs: Number(slotMs), regionKey: Number(regionKey), attempt: Number(attempt) }
}
