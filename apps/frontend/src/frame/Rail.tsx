'use client'

import { Activity, Settings, TriangleAlert, Wrench } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cx } from '../ui/classes'
import { WorkspaceMenu } from '../workspace/WorkspaceMenu'
import { AccountMenu } from './AccountMenu'

const PLACES = [
  { href: '/monitors', label: 'Monitors', icon: Activity },
  { href: '/incidents', label: 'Incidents', icon: TriangleAlert },
  { href: '/maintenance', label: 'Maintenance', icon: Wrench },
  { href: '/settings', label: 'Settings', icon: Settings },
]

/** Where one can go: 224 px with words, icons on narrow screens, a bar at the bottom on phones. */
export function Rail() {
  const path = usePathname()
  return (
    <aside className="z-30 flex border-line bg-sunken max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:border-t max-sm:pb-[env(safe-area-inset-bottom)] sm:sticky sm:top-0 sm:h-dvh sm:w-14 sm:flex-col sm:border-r lg:w-56">
      <div className="flex h-12 items-center px-2 max-sm:hidden">
        <WorkspaceMenu className="w-full max-lg:justify-center" />
      </div>
      <nav aria-label="Main" className="flex flex-1 gap-0.5 p-2 sm:flex-col">
        {PLACES.map(({ href, label, icon: Icon }) => {
          const here = path === href || path.startsWith(`${href}/`)
          return (
            <Link
              key={href}
              href={href}
              aria-current={here ? 'page' : undefined}
              title={label}
              className={cx(
                'flex items-center gap-2.5 rounded-md font-medium text-sm transition-colors max-sm:h-12 max-sm:flex-1 max-sm:flex-col max-sm:justify-center max-sm:gap-0.5 max-sm:text-xs sm:h-8 sm:px-2.5 max-lg:sm:justify-center',
                here ? 'bg-hover text-text' : 'text-text-2 hover:bg-hover hover:text-text',
              )}
            >
              <Icon className="size-4 shrink-0" aria-hidden="true" />
              <span className="max-lg:sm:sr-only">{label}</span>
            </Link>
          )
        })}
      </nav>
      <div className="border-line p-2 sm:border-t">
        <AccountMenu />
      </div>
    </aside>
  )
}
