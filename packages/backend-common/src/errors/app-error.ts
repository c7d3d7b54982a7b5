import { PROBLEMS, type ProblemCode } from '@mointering/api-contract/http/problem'

export type AppErrorDetails = {
  cause?: unknown
  /** For the log only. */
  context?: Record<string, unknown>
  /** What is wrong with which field of an invalid request; shown to the user. */
  issues?: readonly { path: string; message: string }[]
}

/** An expected refusal. `publicMessage` and `issues` may be shown to the user; `cause` and `context` go to the log only. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: ProblemCode
  readonly publicMessage: string
  readonly context: Record<string, unknown>
  readonly issues: readonly { path: string; message: string }[]

  constructor(code: ProblemCode, publicMessage: string, details: AppErrorDetails = {}) {
    super(publicMessage, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.publicMessage = publicMessage
    this.context = details.context ?? {}
    this.issues = details.issues ?? []
  }

  /** The HTTP status of its code. */
  get status(): number {
    return PROBLEMS[this.code].status
  }
}
