import { forgetCsrfToken } from '../api/api-client'

/**
 * Goes on as the person who has just signed in: a full page load, so that the server sees the new cookies and nothing of the page before stays in
 * memory. Never resolves, so that whatever waits for it stays busy until the page is gone.
 */
export function enter(next: string): Promise<never> {
  forgetCsrfToken()
  window.location.assign(next)
  return new Promise(() => undefined)
}
