import type { PROVIDER_PROBLEMS } from '@mointering/api-contract/http/identities'
import { ApiProblem } from '../api/api-problem'

const MESSAGES: Record<(typeof PROVIDER_PROBLEMS)[number], string> = {
  cancelled: 'You cancelled at the provider. Try again, or use another way.',
  failed:
    'The provider’s answer could not be used. Try again; when it happens again, tell whoever runs this installation.',
  expired: 'That took too long. Try again.',
  unverified_email: 'The provider has not verified your e-mail address. Verify it there first, or use another way.',
  link_first:
    'Your e-mail address has an account here already. Sign in to it your usual way first, then link the provider under Account, Security.',
  sign_up_closed: 'You have no account here, and this installation takes new people by invitation only.',
  linked_elsewhere: 'That provider’s account is linked to another account here.',
}

/** What came back from a provider as ?problem=; null for none. Anything unknown reads as a failure, never as text of the address. */
export function providerProblem(code: string | undefined): ApiProblem | null {
  if (code === undefined) return null
  const known = Object.entries(MESSAGES).find(([name]) => name === code)
  return new ApiProblem({ code, message: known?.[1] ?? MESSAGES.failed })
}
