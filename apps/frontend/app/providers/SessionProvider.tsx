'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { Session } from '../../src/session/session'

const SessionContext = createContext<Session | null>(null)

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>
}

/** The session of the page. Throws outside of SessionProvider: only pages for signed-in people may ask. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession needs a SessionProvider above it')
  return session
}
