import { z } from 'zod'
import { callApi } from '../api/api-client'
import { asApiProblem } from '../api/api-problem'

/** Ends the session and goes to a page of ours. A full page load: nothing of the old session stays in memory. Rejects with ApiProblem when it goes on. */
export async function signOutTo(path: string): Promise<void> {
  try {
    await callApi(z.unknown(), '/auth/sign-out', { method: 'POST', stayOnSignedOut: true })
  } catch (error) {
    if (asApiProblem(error).status !== 401) throw error // it had ended already
  }
  window.location.assign(path)
}
