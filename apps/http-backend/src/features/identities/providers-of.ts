import { ConfigError } from '@mointering/backend-common/config/load-config'
import type { ApiConfig } from '../../api-config.js'
import type { providerSettings } from './provider-settings.js'

export const PROVIDER_IDS = ['google', 'github', 'oidc'] as const
export type ProviderId = (typeof PROVIDER_IDS)[number]

type Credentials = { clientId: string; clientSecret: string }
export type ProviderSettings = { name: string } & Credentials &
  ({ id: 'google' | 'oidc'; issuer: string } | { id: 'github' })

type ProviderConfig = Pick<ApiConfig, keyof typeof providerSettings>

/** The providers that are configured, in the order in which they are shown. Throws ConfigError when one is set in part. */
export function providersOf(config: ProviderConfig): ProviderSettings[] {
  const google = complete(config, ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'])
  const github = complete(config, ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'])
  const oidc = complete(config, ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ISSUER'])
  return [
    ...(google ? [{ id: 'google', name: 'Google', ...google, issuer: 'https://accounts.google.com' } as const] : []),
    ...(github ? [{ id: 'github', name: 'GitHub', ...github } as const] : []),
    ...(oidc ? [{ id: 'oidc', name: config.OIDC_NAME, ...oidc } as const] : []),
  ]
}

type Setting = Exclude<keyof ProviderConfig, 'OIDC_NAME'>

/** Null when none of the settings is set. */
function complete(
  config: ProviderConfig,
  names: readonly [id: Setting, secret: Setting, issuer?: Setting],
): (Credentials & { issuer: string }) | null {
  const values = names.map((name) => (name === undefined ? undefined : config[name]))
  const missing = names.filter((_, index) => values[index] === undefined)
  if (missing.length === names.length) return null
  if (missing.length > 0) {
    const set = names.filter((_, index) => values[index] !== undefined)
    throw new ConfigError(
      `Cannot start: ${set.join(' and ')} ${set.length === 1 ? 'is' : 'are'} set, but ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not (see docs/configuration.md).`,
    )
  }
  const [clientId = '', clientSecret = '', issuer = ''] = values
  return { clientId, clientSecret, issuer }
}
