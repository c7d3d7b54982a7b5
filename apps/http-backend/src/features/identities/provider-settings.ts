import { z } from 'zod'

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/
const text = z.string().min(1).max(1000).optional()

/** A provider's address may be http only where nobody is in between. */
const issuer = z
  .url({ protocol: /^https?$/, error: 'is not an https:// address' })
  .refine((value) => {
    const { protocol, hostname } = new URL(value)
    return protocol === 'https:' || LOOPBACK.test(hostname)
  }, 'is not an https:// address')
  .optional()

/** Settings of the providers that people can sign in with. The callback to register: PUBLIC_URL/api/v1/auth/providers/<google|github|oidc>/callback. */
export const providerSettings = {
  GOOGLE_CLIENT_ID: text.describe(
    'Client id for signing in with Google; its callback is PUBLIC_URL/api/v1/auth/providers/google/callback',
  ),
  GOOGLE_CLIENT_SECRET: text.describe('Client secret for signing in with Google'),
  GITHUB_CLIENT_ID: text.describe(
    'Client id of an OAuth app for signing in with GitHub; its callback is PUBLIC_URL/api/v1/auth/providers/github/callback',
  ),
  GITHUB_CLIENT_SECRET: text.describe('Client secret for signing in with GitHub'),
  OIDC_ISSUER: issuer.describe(
    'Issuer of any other OpenID Connect provider, for example https://login.example.org/realms/main; http only on this machine',
  ),
  OIDC_CLIENT_ID: text.describe('Client id there; its callback is PUBLIC_URL/api/v1/auth/providers/oidc/callback'),
  OIDC_CLIENT_SECRET: text.describe('Client secret there'),
  OIDC_NAME: z
    .string()
    .trim()
    .regex(/^[^\p{Cc}]{1,40}$/u, 'is not one line of at most 40 characters')
    .default('Single sign-on')
    .describe('What people call that provider: "Sign in with …"'),
}
