import type { AccessTokens } from './access-token.js'
import type { CsrfTokens } from './csrf-token.js'

/** Tokens of previous keys are believed until they expire, so that nobody notices a change of the key; new ones are of the current key. */
export const believingPreviousTokens = (current: AccessTokens, previous: readonly AccessTokens[]): AccessTokens => ({
  issue: current.issue,
  async verify(token) {
    for (const tokens of [current, ...previous]) {
      const named = await tokens.verify(token)
      if (named) return named
    }
    return null
  },
})

/** The same for CSRF tokens: a page that is open sends the one that it was given. */
export const believingPreviousCsrf = (current: CsrfTokens, previous: readonly CsrfTokens[]): CsrfTokens => ({
  issue: current.issue,
  verify: (token, sessionId) => [current, ...previous].some((tokens) => tokens.verify(token, sessionId)),
})
