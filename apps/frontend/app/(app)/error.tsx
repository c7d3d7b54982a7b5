'use client'

import { useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { ApiProblem } from '../../src/api/api-problem'
import { ErrorState } from '../../src/ui/ErrorState'

/** Something failed while a page was made. The digest finds it in the server's log. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter()
  const problem = new ApiProblem({
    code: 'unavailable',
    message:
      'The page could not be made; most likely a part of the system is starting or not reachable. Try again in a moment.',
    requestId: error.digest ?? null,
  })
  const retry = () =>
    startTransition(() => {
      router.refresh()
      reset()
    })
  return (
    <div className="grid min-h-[60dvh] place-items-center">
      <ErrorState problem={problem} onRetry={retry} />
    </div>
  )
}
