import type { ApiProblem } from '../api/api-problem'

export function AuthProblem({ problem }: { problem: ApiProblem | null }) {
  return (
    <div
      role="alert"
      className={problem ? 'rounded-md border border-down/35 bg-down-soft px-3 py-2 text-down-text text-sm' : 'hidden'}
    >
      {problem?.message}
      {problem && problem.status >= 500 && problem.requestId && (
        <span className="block text-xs">
          Request <code className="select-all font-mono">{problem.requestId}</code>
        </span>
      )}
    </div>
  )
}
