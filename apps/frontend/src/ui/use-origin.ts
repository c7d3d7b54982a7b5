import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** "https://status.example.org", as the browser sees it; empty while the server draws the page. */
export const useOrigin = (): string =>
  useSyncExternalStore(
    never,
    () => window.location.origin,
    () => '',
  )
