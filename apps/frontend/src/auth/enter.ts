import { forgetCsrfToken } from '../api/api-client'

/**
 * Goes on as the person who has just signed in: a full page load, so that the server sees the new cookies and nothing of the page before stays in
 * memory. It takes the place of the form, so that the way back does not lead to a form that is done. Never resolves, so that whatever waits for it stays busy until the page is gone.
 */
export function enter(next: string): Promise<never> {
  forgetCsrfToken()
  window.location.replace(next)
  return new Promise(() => undefined)
}
