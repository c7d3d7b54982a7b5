import { displayName, emailAddress } from '@mointering/api-contract/http/accounts'
import { oneLine } from '@mointering/backend-common/mail/one-line'
import type { ProviderPerson } from './provider-client.js'

const MAX_NAME = 100

/** The address as accounts have it, when the provider has verified it; null otherwise. */
export function verifiedEmailOf({ email, emailVerified }: ProviderPerson): string | null {
  const parsed = emailAddress.safeParse(email)
  return emailVerified && parsed.success ? parsed.data : null
}

/** What somebody is called at the provider, as an account may be; what stands before the @ where that is nothing. */
export function nameOf({ name }: ProviderPerson, email: string): string {
  const parsed = displayName('your name').safeParse(oneLine(name ?? '').slice(0, MAX_NAME))
  return parsed.success ? parsed.data : (email.split('@')[0] ?? email)
}
