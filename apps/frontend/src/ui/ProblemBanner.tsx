import type { ReactNode } from 'react'
import type { ApiProblem } from '../api/api-problem'
import { Banner } from './Banner'

/** Why something did not succeed, beside where it was asked for. Draws nothing without a problem, but is there for screen readers to watch. */
export function ProblemBanner({ problem, action }: { problem: ApiProblem | null; action?: ReactNode }) {
  return (
    <div aria-live="polite" className={problem ? '' : 'hidden'}>
      {problem && (
        <Banner tone="down" action={action}>
          <p className="font-medium text-sm">{problem.message}</p>
          {problem.requestId && (
            <p className="text-text-3 text-xs">
              Request <code className="select-all font-mono">{problem.requestId}</code>
            </p>
          )}
        </Banner>
      )}
    </div>
  )
}
