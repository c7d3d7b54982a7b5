'use client'

import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useSession } from '../../app/providers/SessionProvider'
import { IconButton } from '../ui/IconButton'
import { WorkspaceMenu } from '../workspace/WorkspaceMenu'
import { Breadcrumb } from './Breadcrumb'
import { CommandPalette } from './CommandPalette'
import { LiveIndicator } from './LiveIndicator'
import { OfflineBanner } from './OfflineBanner'
import { PLACES } from './places'
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
        ...Object.fromEntries(PLACES.map(({ keys, href }) => [keys, () => router.push(href)])),
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
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-raised px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <Rail />
      <div className="min-w-0 flex-1 max-sm:pb-24">
        <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-line border-b bg-canvas/90 px-4 backdrop-blur-sm sm:px-6">
          <WorkspaceMenu className="-ml-1.5 sm:hidden" />
          <Breadcrumb />
          {!canEdit && (
            <span className="rounded-full border border-line px-2 py-0.5 text-text-2 text-xs">Read-only</span>
          )}
          <div className="ml-auto flex items-center gap-1">
            <LiveIndicator />
            <IconButton label="Command palette" keys="Ctrl K" onClick={() => setPalette(true)}>
              <Search />
            </IconButton>
          </div>
        </header>
        <OfflineBanner />
        <main id="main" className="px-4 py-5 sm:px-6">
          {children}
        </main>
      </div>
      <CommandPalette open={palette} onOpen={setPalette} onShortcuts={() => setKeys(true)} />
      <ShortcutsDialog open={keys} onOpen={setKeys} />
    </div>
  )
}
