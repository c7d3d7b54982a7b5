import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
} from 'openid-client'
import { z } from 'zod'
import { asProvider, type ProviderClient, ProviderError, TIMEOUT_SECONDS } from './provider-client.js'
import type { ProviderSettings } from './providers-of.js'

const DISCOVERY_MS = 3600_000
/** How long ago a proof "again" may be: the time it takes to type a password and a code. */
const AGAIN_SECONDS = 300

const claims = z.object({
  email: z.string().max(320).optional(),
  // A text in the claims of some providers.
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
})

/**
 * OpenID Connect by authorization code, with PKCE, state, nonce, the issuer of the answer (RFC 9207), and an ID token whose signature is checked against
 * the provider's keys. The provider's addresses are asked for when first needed, and once an hour.
 */
export function createOidcClient(
  settings: Extract<ProviderSettings, { issuer: string }>,
  { redirectUri, now }: { redirectUri: string; now: () => number },
): ProviderClient {
  const { id, name, issuer, clientId, clientSecret } = settings
  const canAskAgain = id !== 'google' // Google neither asks again nor says when it asked
  let found: { at: number; configuration: Promise<Configuration> } | null = null

  async function configured(): Promise<Configuration> {
    if (!found || now() - found.at > DISCOVERY_MS) {
      found = { at: now(), configuration: discover({ issuer, clientId, clientSecret }) }
      const mine = found
      // One that failed is not kept: the provider may be back in a moment.
      mine.configuration.catch(() => {
        if (found === mine) found = null
      })
    }
    return found.configuration
  }

  return {
    id,
    name,
    canAskAgain,
    authorizationUrl: ({ state, nonce, verifier, again }) =>
      asProvider('the provider could not be asked for its addresses', async () =>
        buildAuthorizationUrl(await configured(), {
          redirect_uri: redirectUri,
          scope: 'openid email profile',
          state,
          nonce,
          code_challenge: await calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          ...(again && canAskAgain ? { prompt: 'login', max_age: String(AGAIN_SECONDS) } : {}),
        }),
      ),
    identify: (answer, { state, nonce, verifier, again }) =>
      asProvider('the answer of the provider did not hold', async () => {
        const configuration = await configured()
        const tokens = await authorizationCodeGrant(configuration, addressOf(redirectUri, answer), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
          ...(again && canAskAgain ? { maxAge: AGAIN_SECONDS } : {}),
        })
        const idToken = tokens.claims()
        if (!idToken) throw new ProviderError('the provider sent no ID token')
        const inToken = claims.parse(idToken)
        const told =
          inToken.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
            ? claims.parse(await fetchUserInfo(configuration, tokens.access_token, idToken.sub))
            : inToken
        return {
          // Another issuer, put in later, has subjects of its own: they must not be taken for these.
          subject: id === 'oidc' ? `${idToken.iss} ${idToken.sub}` : idToken.sub,
          email: told.email ?? null,
          emailVerified: told.email_verified === true,
          name: told.name ?? told.preferred_username ?? inToken.name ?? null,
        }
      }),
  }
}

function discover(at: { issuer: string; clientId: string; clientSecret: string }): Promise<Configuration> {
  const server = new URL(at.issuer)
  // http is allowed by the settings on this machine alone.
  const execute = [enableNonRepudiationChecks, ...(server.protocol === 'http:' ? [allowInsecureRequests] : [])]
  return discovery(server, at.clientId, undefined, clientAuth(at.clientSecret), { execute, timeout: TIMEOUT_SECONDS })
}

/** As the provider takes it; Basic where it does not say (OpenID Connect Discovery 1.0, 3). */
function clientAuth(clientSecret: string): ClientAuth {
  const [post, basic] = [ClientSecretPost(clientSecret), ClientSecretBasic(clientSecret)]
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported
    return (methods?.includes('client_secret_post') ? post : basic)(server, ...rest)
  }
}

/** The address that the provider sent the browser to, with nothing in it but what is checked. */
export function addressOf(
  redirectUri: string,
  { state, code, iss }: { state: string; code: string; iss?: string | undefined },
): URL {
  const address = new URL(redirectUri)
  address.searchParams.set('state', state)
  address.searchParams.set('code', code)
  if (iss !== undefined) address.searchParams.set('iss', iss)
  return address
}
