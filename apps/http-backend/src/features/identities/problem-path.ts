import type { PROVIDER_INTENTS, PROVIDER_PROBLEMS } from '@mointering/api-contract/http/identities'
import { SECURITY_PAGE } from './security-link.js'

export type ProviderProblem = (typeof PROVIDER_PROBLEMS)[number]

/** The page that says what went wrong: who was signed in already goes back to the page they came from. */
export const problemPath = (intent: (typeof PROVIDER_INTENTS)[number], problem: ProviderProblem): string =>
  `${intent === 'sign-in' ? '/sign-in' : SECURITY_PAGE}?problem=${problem}`
