import { VERDICTS, type Verdict } from '@mointering/monitoring-core/verdict'

/** The verdict of a stored number. Throws RangeError for one that a newer release must have written. */
export function verdictOf(code: number): Verdict {
  const verdict = VERDICTS[code]
  if (verdict === undefined) throw new RangeError(`${code} is no stored verdict that this release knows`)
  return verdict
}
