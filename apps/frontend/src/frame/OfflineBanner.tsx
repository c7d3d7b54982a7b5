'use client'

import { useEffect, useState } from 'react'
import { useLiveState } from '../live/LiveProvider'
import { Banner } from '../ui/Banner'

/** A restart or a new token takes less; nobody needs to read about those. */
const PATIENCE_MS = 4_000

/** Says that the page may be old, once the connection has been away for a while. It goes by itself. */
export function OfflineBanner() {
  const away = useLiveState() === 'reconnecting'
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!away) return
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [away])
  return (
    <div role="status">
      {late && (
        <div className="px-4 pt-4 sm:px-6">
          <Banner tone="degraded">
            <p className="font-medium">No connection to Mointering</p>
            <p className="mt-0.5 text-sm text-text-2">
              What you see is as old as the connection. It is tried again by itself; your monitors are watched meanwhile
              if only this browser is cut off.
            </p>
          </Banner>
        </div>
      )}
    </div>
  )
}
