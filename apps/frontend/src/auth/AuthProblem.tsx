import type { ApiProblem } from '../api/api-problem'
import { RetryCountdown } from './RetryCountdown'

/** Why a form above which it stands was refused. There before it is needed, so that screen readers read what comes. */
export function AuthProblem({ problem, onWaited }: { problem: ApiProblem | null; onWaited?: () => void }) {
  return (
    <div
      role="alert"
      className={
        problem
          ? 'wrap-anywhere rounded-md border border-down/35 bg-down-soft px-3 py-2 text-down-text text-sm'
          : 'hidden'
      }
    >
      {problem && problem.retryAfterSeconds !== null && onWaited ? (
        <RetryCountdown key={problem.requestId} seconds={problem.retryAfterSeconds} onEnd={onWaited} />
      ) : (
        problem?.message
      )}
      {problem && problem.status >= 500 && problem.requestId && (
        <span className="block text-xs">
          Request <code className="select-all font-mono">{problem.requestId}</code>
        </span>
      )}
    </div>
  )
}
