'use client'

import { Search } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Fragment, type ReactNode, useEffect, useMemo, useState } from 'react'
import { useSession } from '../../app/providers/SessionProvider'
import { IconButton } from '../ui/IconButton'
import { useCrumbs } from './Breadcrumb'
import { CommandPalette } from './CommandPalette'
import { LiveIndicator } from './LiveIndicator'
import { Rail } from './Rail'
import { ShortcutsDialog } from './ShortcutsDialog'
import { useShortcuts } from './shortcuts'

/** What stands around every page for signed-in people. */
export function Frame({ children }: { children: ReactNode }) {
  const router = useRouter()
  const { canEdit } = useSession()
  const [palette, setPalette] = useState(false)
  const [keys, setKeys] = useState(false)

  useShortcuts(
    useMemo(
      () => ({
        'g m': () => router.push('/monitors'),
        'g s': () => router.push('/settings'),
        '?': () => setKeys(true),
        ...(canEdit ? { n: () => router.push('/monitors/new') } : {}),
      }),
      [router, canEdit],
    ),
  )
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      setPalette((open) => !open)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])

  return (
    <div className="min-h-dvh sm:flex">
      <a href="#main" className="sr-only z-50 rounded-md bg-raised px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
        Skip to the page
      </a>
      <Rail />
      <div className="min-w-0 flex-1 max-sm:pb-24">
        <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-line border-b bg-canvas/90 px-4 backdrop-blur-sm sm:px-6">
          <Crumbs />
          {!canEdit && <span className="rounded-full border border-line px-2 py-0.5 text-text-2 text-xs">Read-only</span>}
          <div className="ml-auto flex items-center gap-1">
            <LiveIndicator />
            <IconButton label="Command palette" keys="Ctrl K" onClick={() => setPalette(true)}>
              <Search />
            </IconButton>
          </div>
        </header>
        <main id="main" className="px-4 py-5 sm:px-6">
          {children}
        </main>
      </div>
      <CommandPalette open={palette} onOpen={setPalette} onShortcuts={() => setKeys(true)} />
      <ShortcutsDialog open={keys} onOpen={setKeys} />
    </div>
  )
}

function Crumbs() {
  const crumbs = useCrumbs()
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex items-center gap-1.5 text-sm">
        {crumbs.map(({ label, href }, index) => (
          <Fragment key={label}>
            {index > 0 && (
              <li aria-hidden="true" className="text-text-3">
                /
              </li>
            )}
            <li className="min-w-0 truncate" aria-current={href ? undefined : 'page'}>
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
