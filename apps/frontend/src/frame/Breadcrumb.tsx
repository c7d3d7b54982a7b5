'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { createContext, Fragment, type ReactNode, useContext, useEffect, useState } from 'react'
import { cx } from '../ui/classes'
import { trailOf } from './trail-of'

const NameContext = createContext<{ name: string | null; setName: (name: string | null) => void } | null>(null)

export function PageNameProvider({ children }: { children: ReactNode }) {
  const [name, setName] = useState<string | null>(null)
  return <NameContext value={{ name, setName }}>{children}</NameContext>
}

/** A page of one thing says its name for the breadcrumb above it. */
export function PageName({ name }: { name: string }) {
  const setName = useContext(NameContext)?.setName
  useEffect(() => {
    setName?.(name)
    return () => setName?.(null)
  }, [name, setName])
  return null
}

export function Breadcrumb() {
  const trail = trailOf(usePathname(), useContext(NameContext)?.name ?? null)
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex items-center gap-1.5 text-sm">
        {trail.map(({ label, href }, index) => (
          <Fragment key={label}>
            {index > 0 && (
              <li aria-hidden="true" className={cx('text-text-3', index < trail.length - 1 && 'max-sm:hidden')}>
                /
              </li>
            )}
            <li
              className={cx(
                index === 0 || index === 2 ? 'shrink-0' : 'min-w-0 truncate',
                // There is room for two on a phone: where one is, and what it belongs to.
                index < trail.length - 2 && 'max-sm:hidden',
              )}
              aria-current={href ? undefined : 'page'}
            >
              {href ? (
                <Link href={href} className="rounded-sm text-text-2 hover:text-text">
                  {label}
                </Link>
              ) : (
                <span className="font-medium">{label}</span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  )
}
