'use client'

import { useEffect } from 'react'
import { AuthPage } from '../auth/AuthPage'

/** Closes the window that FreshProofDialog opened; a browser that does not let it says what to do. */
export function Reauthenticated() {
  useEffect(() => window.close(), [])
  return <AuthPage title="It is you" lead="Close this window and go on in the one before." />
}
