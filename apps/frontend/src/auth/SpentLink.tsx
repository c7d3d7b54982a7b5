import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonClasses } from '../ui/Button'
import { AuthPage } from './AuthPage'

/** A link from a mail that is not good any more, and where a new one comes from. */
export function SpentLink({ children, action }: { children?: ReactNode; action?: { href: string; label: string } }) {
  return (
    <AuthPage
      title="This link does not work any more"
      lead={
        children ??
        'It was used already, has expired, or is not complete. Copy the whole link from the mail, or ask for a new one.'
      }
    >
      {action && (
        <Link href={action.href} className={`${buttonClasses('primary')} justify-self-start`}>
          {action.label}
        </Link>
      )}
    </AuthPage>
  )
}
