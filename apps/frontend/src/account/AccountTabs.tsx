'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useSession } from '../../app/providers/SessionProvider'
import { cx } from '../ui/classes'

const TABS = [
  { href: '/account', label: 'Profile' },
  { href: '/account/security', label: 'Security' },
]

/** Whose account it is, and the ways within it. */
export function AccountTabs() {
  const path = usePathname()
  const { user } = useSession()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="truncate font-semibold text-xl">
        Account <span className="font-normal text-text-3">of {user.name}</span>
      </p>
      <nav aria-label="Account" className="flex gap-1 border-line border-b">
        {TABS.map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            aria-current={path === href ? 'page' : undefined}
            className={cx(
              '-mb-px grid h-9 place-items-center border-b-2 px-2.5 font-medium text-sm transition-colors -outline-offset-2 pointer-coarse:h-11',
              path === href ? 'border-accent text-text' : 'border-transparent text-text-2 hover:text-text',
            )}
          >
            {label}
          </Link>
        ))}
      </nav>
    </div>
  )
}
