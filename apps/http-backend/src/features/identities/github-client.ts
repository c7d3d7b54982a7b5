import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
} from 'openid-client'
import { z } from 'zod'
import { addressOf } from './oidc-client.js'
import { asProvider, type ProviderClient, ProviderError, TIMEOUT_SECONDS } from './provider-client.js'
import type { ProviderSettings } from './providers-of.js'

/** Where GitHub is: `site` for people, `api` for programs. */
export type GithubAddresses = { site: string; api: string }
export const GITHUB: GithubAddresses = { site: 'https://github.com', api: 'https://api.github.com' }

const user = z.object({ id: z.int(), login: z.string(), name: z.string().nullish() })
const emails = z.array(z.object({ email: z.string().max(320), primary: z.boolean(), verified: z.boolean() }))

/**
 * GitHub by OAuth 2.0 with PKCE and state: it has no ID tokens, so who somebody is tells its API, asked with the token that the code was
 * exchanged for. Only the primary address counts, and only when GitHub has verified it.
 * https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 */
export function createGithubClient(
  { id, name, clientId, clientSecret }: Extract<ProviderSettings, { id: 'github' }>,
  { redirectUri, addresses = GITHUB }: { redirectUri: string; addresses?: GithubAddresses | undefined },
): ProviderClient {
  const configuration = new Configuration(
    {
      issuer: addresses.site,
      authorization_endpoint: `${addresses.site}/login/oauth/authorize`,
      token_endpoint: `${addresses.site}/login/oauth/access_token`,
    },
    clientId,
    undefined,
    ClientSecretPost(clientSecret),
  )
  configuration.timeout = TIMEOUT_SECONDS
  if (addresses.site.startsWith('http:')) allowInsecureRequests(configuration)

  async function ask<Schema extends z.ZodType>(path: string, token: string, schema: Schema): Promise<z.output<Schema>> {
    const response = await fetch(`${addresses.api}${path}`, {
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        'user-agent': 'Mointering',
      },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_SECONDS * 1000),
    })
    if (!response.ok) throw new ProviderError(`GitHub answered ${response.status} to ${path}`)
    return schema.parse(await response.json())
  }

  return {
    id,
    name,
    canAskAgain: false,
    authorizationUrl: ({ state, verifier }) =>
      asProvider('the address of GitHub could not be made', async () =>
        buildAuthorizationUrl(configuration, {
          redirect_uri: redirectUri,
          scope: 'read:user user:email',
          state,
          code_challenge: await calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        }),
      ),
    identify: ({ state, code }, checks) =>
      asProvider('the answer of GitHub did not hold', async () => {
        // Its callback is no other provider's, so its answers cannot be mixed up with theirs: `iss` says nothing more.
        const { access_token: token } = await authorizationCodeGrant(
          configuration,
          addressOf(redirectUri, { state, code }),
          { expectedState: checks.state, pkceCodeVerifier: checks.verifier },
        )
        const person = await ask('/user', token, user)
        const primary = (await ask('/user/emails?per_page=100', token, emails)).find((each) => each.primary)
        return {
          subject: String(person.id),
          email: primary?.email ?? null,
          emailVerified: primary?.verified === true,
          name: person.name ?? person.login,
        }
      }),
  }
}
