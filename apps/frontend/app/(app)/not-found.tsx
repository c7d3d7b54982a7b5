import Link from 'next/link'
import { buttonClasses } from '../../src/ui/Button'
import { EmptyState } from '../../src/ui/EmptyState'

export default function NotFound() {
  return (
    <div className="grid min-h-[60dvh] place-items-center">
      <EmptyState
        title="Not here"
        action={
          <Link href="/monitors" className={buttonClasses()}>
            Go to monitors
          </Link>
        }
      >
        There is nothing at this address. It may have been deleted, or the link is not complete.
      </EmptyState>
    </div>
  )
}
