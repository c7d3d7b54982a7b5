/** SQLSTATE classes that say the data cannot be stored, ever: cardinality, data exception, integrity constraint. */
const DATA_CLASSES = new Set(['21', '22', '23'])

/**
 * True when trying again can never help, because of the data or a bug of ours. Everything else (connections, restarts, locks, full disks, a schema that is
 * not there yet) is the database's trouble and passes.
 */
export function isDataError(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && code.length === 5 && DATA_CLASSES.has(code.slice(0, 2))
}
