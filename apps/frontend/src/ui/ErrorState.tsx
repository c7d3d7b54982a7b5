import type { ApiProblem } from '../api/api-problem'
import { Button } from './Button'

const TITLES: Record<string, string> = {
  offline: 'No connection',
  forbidden: 'Not for your role',
  not_found: 'Not here',
  rate_limited: 'Too many requests',
}

/** What happened, what to do, a retry, and the request id for whoever looks into it. */
export function ErrorState({
  problem,
  onRetry,
  busy = false,
}: {
  problem: ApiProblem
  onRetry?: () => void
  busy?: boolean
}) {
  return (
    <div role="alert" className="grid justify-items-center gap-3 px-6 py-16 text-center">
      <h2 className="font-semibold text-lg">{TITLES[problem.code] ?? 'This could not be loaded'}</h2>
      <p className="max-w-md text-text-2">{problem.message}</p>
      {onRetry && (
        <Button onClick={onRetry} busy={busy}>
          Try again
        </Button>
      )}
      {problem.requestId && (
        <p className="text-text-3 text-xs">
          Request <code className="select-all font-mono">{problem.requestId}</code>
        </p>
      )}
    </div>
  )
}
