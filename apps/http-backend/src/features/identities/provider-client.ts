/** Who a provider says that somebody is. */
export type ProviderPerson = {
  /** Never changes and is never given to anybody else, at that provider. */
  subject: string
  /** Null: it tells none. */
  email: string | null
  /** True: the provider has made sure that the address is theirs. */
  emailVerified: boolean
  name: string | null
}

/** What binds an answer of the provider to the request, and both to one browser. */
export type ProviderChecks = {
  state: string
  nonce: string
  /** PKCE (RFC 7636). */
  verifier: string
  /** True: the provider is to ask for the password again, and to say that it did. */
  again: boolean
}

/** As it came back in the address of the callback. */
export type ProviderAnswer = { state: string; code: string; iss?: string | undefined }

/** A provider that people can sign in with. Both reject with ProviderError when it is away or its answer is not to be believed. */
export type ProviderClient = {
  id: string
  name: string
  /** Whether `again` has a meaning here. */
  canAskAgain: boolean
  /** Where to send the browser. */
  authorizationUrl(checks: ProviderChecks): Promise<URL>
  identify(answer: ProviderAnswer, checks: ProviderChecks): Promise<ProviderPerson>
}

/** The provider could not be asked, or its answer did not hold. For the log: people are told that it failed. */
export class ProviderError extends Error {
  override name = 'ProviderError'
}

/** What `ask` yields; rejects with ProviderError when that fails. */
export async function asProvider<Value>(what: string, ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask()
  } catch (cause) {
    if (cause instanceof ProviderError) throw cause
    throw new ProviderError(what, { cause })
  }
}

export const TIMEOUT_SECONDS = 10
