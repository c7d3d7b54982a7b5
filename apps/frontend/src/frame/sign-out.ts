import { z } from 'zod'
import { callApi } from '../api/api-client'
import { asApiProblem } from '../api/api-problem'
import { toasts } from '../ui/toasts'

/** Ends the session and leaves for the sign-in page. A full page load: nothing of the old session stays in memory. */
export async function signOut(): Promise<void> {
  try {
    await callApi(z.unknown(), '/auth/sign-out', { method: 'POST', stayOnSignedOut: true })
  } catch (error) {
    const problem = asApiProblem(error)
    if (problem.status !== 401) {
      toasts.add({ title: 'You are still signed in', description: problem.message })
      return
    }
  }
  window.location.assign('/sign-in')
}
