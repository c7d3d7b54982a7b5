import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonClasses } from '../ui/Button'
import { AuthPage } from './AuthPage'

type Props = { children?: ReactNode; action: { href: string; label: string } }

/** A link from a mail that is not good any more, and where a new one comes from. */
export function SpentLink({ children, action }: Props) {
  return (
    <AuthPage
      title="This link does not work any more"
      lead={
        children ??
        'It was used already, has expired, or is not complete. Use the newest mail and its whole link, or get a new one.'
      }
    >
      <Link href={action.href} className={`${buttonClasses('primary')} justify-self-start`}>
        {action.label}
      </Link>
    </AuthPage>
  )
}
