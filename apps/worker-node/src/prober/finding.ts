import { CHECK_ERRORS, type CheckErrorCode } from '@mointering/api-contract/pipeline/check-error-codes'

/** Why a check is not up. `message` is one sentence with the particulars (addresses, numbers), never a secret. */
export type Finding = {
  verdict: 'degraded' | 'down' | 'unknown'
  code: CheckErrorCode
  message: string
  detail?: string
}

/** A finding that ends the check: down, or unknown where the catalogue says that the fault is ours. */
export function failure(code: CheckErrorCode, message: string, detail?: string): Finding {
  const verdict = CHECK_ERRORS[code].ours ? 'unknown' : 'down'
  return { verdict, code, message, ...(detail === undefined ? {} : { detail }) }
}

export const degraded = (code: CheckErrorCode, message: string): Finding => ({ verdict: 'degraded', code, message })

/** Carries a finding up from deep inside a probe; the runner turns it into a result. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure'
  readonly finding: Finding

  constructor(finding: Finding) {
    super(finding.message)
    this.finding = finding
  }
}

/** Shorthand to throw. */
export const fail = (code: CheckErrorCode, message: string, detail?: string): CheckFailure =>
  new CheckFailure(failure(code, message, detail))
