'use client'

import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'
import { FreshProofDialog } from '../../src/session/FreshProofDialog'
import type { Theme } from '../../src/session/theme'
import { Toaster } from '../../src/ui/Toaster'
import { ThemeProvider } from './ThemeProvider'

/** What every page needs, signed in or not. */
export function Providers({ nonce, theme, children }: { nonce: string; theme: Theme; children: ReactNode }) {
  return (
    <CSPProvider nonce={nonce}>
      <ThemeProvider initial={theme}>
        <Tooltip.Provider delay={300}>
          {children}
          <FreshProofDialog />
          <Toaster />
        </Tooltip.Provider>
      </ThemeProvider>
    </CSPProvider>
  )
}
