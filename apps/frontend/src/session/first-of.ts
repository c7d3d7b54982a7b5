export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** A query parameter; the first one where it is given several times. */
export const firstOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value
