import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { readPreference } from '../src/session/preference-cookies'
import { asTheme, THEME_COOKIE } from '../src/session/theme'
import { Providers } from './providers/Providers'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Mointering', template: '%s · Mointering' },
  description: 'Watches what you run.',
}
export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading these also makes every page render for its request: a nonce cannot be built ahead.
  const store = await cookies()
  const theme = asTheme(readPreference((name) => store.get(name)?.value, THEME_COOKIE))
  const nonce = (await headers()).get('x-nonce') ?? ''
  return (
    <html lang="en" data-theme={theme}>
      <body>
        <Providers nonce={nonce} theme={theme}>
          {children}
        </Providers>
      </body>
    </html>
  )
}
