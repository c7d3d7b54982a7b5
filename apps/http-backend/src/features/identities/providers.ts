import type { ApiConfig } from '../../api-config.js'
import { createGithubClient, type GithubAddresses } from './github-client.js'
import { createOidcClient } from './oidc-client.js'
import type { ProviderClient } from './provider-client.js'
import { type ProviderId, type ProviderSettings, providersOf } from './providers-of.js'

/** Other addresses than those of the world, for tests. */
export type ProviderAddresses = { google?: string; github?: GithubAddresses }
export type Providers = ReadonlyMap<string, ProviderClient>

/** The providers that people can sign in with, by id. Throws ConfigError when one is set in part. Asks nobody yet. */
export function createProviders(deps: {
  config: ApiConfig
  addresses?: ProviderAddresses | undefined
  now: () => number
}): Providers {
  const { config, addresses = {}, now } = deps
  const clientOf = (settings: ProviderSettings): ProviderClient => {
    const redirectUri = callbackUrl(config.PUBLIC_URL, settings.id)
    if (settings.id === 'github') return createGithubClient(settings, { redirectUri, addresses: addresses.github })
    const issuer = (settings.id === 'google' ? addresses.google : undefined) ?? settings.issuer
    return createOidcClient({ ...settings, issuer }, { redirectUri, now })
  }
  return new Map(providersOf(config).map((settings) => [settings.id, clientOf(settings)]))
}

/** To be registered at the provider. */
export const callbackUrl = (publicUrl: string, provider: ProviderId): string =>
  `${publicUrl}/api/v1/auth/providers/${provider}/callback`
