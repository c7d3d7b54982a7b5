'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useSession } from '../../app/providers/SessionProvider'
import { cx } from '../ui/classes'

const TABS = [
  { href: '/settings', label: 'General' },
  { href: '/settings/channels', label: 'Channels' },
  { href: '/settings/on-call', label: 'On call' },
  { href: '/settings/members', label: 'Members' },
  { href: '/settings/api-keys', label: 'API keys' },
  { href: '/settings/audit-log', label: 'Audit log' },
]

/** The name of the place and the ways within it. */
export function SettingsTabs() {
  const path = usePathname()
  const { workspace } = useSession()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="truncate font-semibold text-xl">
        Settings <span className="font-normal text-text-3">of {workspace.name}</span>
      </p>
      <nav
        aria-label="Settings"
        className="-mx-4 flex gap-1 overflow-x-auto border-line border-b px-4 [scrollbar-width:none] sm:mx-0 sm:px-0"
      >
        {TABS.map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            aria-current={path === href ? 'page' : undefined}
            className={cx(
              '-mb-px grid h-9 place-items-center whitespace-nowrap border-b-2 px-2.5 font-medium text-sm transition-colors -outline-offset-2 pointer-coarse:h-11',
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
