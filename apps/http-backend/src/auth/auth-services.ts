import type { Cache } from '@mointering/backend-common/cache/cache'
import type { Database } from '@mointering/db/database'
import type { ApiConfig } from '../api-config.js'
import type { Mails } from '../mail/mails.js'
import { type AccessTokens, createAccessTokens } from './access-token.js'
import { type AccountTokens, createAccountTokens } from './account-tokens.js'
import { createRequireApiKey } from './api-key-guard.js'
import type { NoteApiKeyUse } from './api-key-uses.js'
import { type ApiKeys, createApiKeys } from './api-keys.js'
import { createIsCommonPassword } from './common-passwords.js'
import { type Cookies, createCookies } from './cookies.js'
import { type CsrfTokens, createCsrfTokens } from './csrf-token.js'
import { createEndSession, type EndSession } from './end-session.js'
import { createFlows, type Flows } from './flows.js'
import { createGuards, type Guards } from './guards.js'
import { deriveAuthKeys } from './keys.js'
import { createKnownDevices, type KnownDevices } from './known-devices.js'
import { createPasswords, type Passwords } from './password.js'
import { believingPreviousCsrf, believingPreviousTokens } from './previous-keys.js'
import type { RateLimits } from './rate-limits.js'
import { createRefuseGuessable, type RefuseGuessable } from './refuse-guessable.js'
import { createSessionStore, type SessionStore } from './session-store.js'
import { createSessions, SESSION_SECONDS, type Sessions } from './sessions.js'
import { createTellTheft } from './tell-theft.js'

/** Everything about who is who, wired once. */
export type AuthServices = {
  accessTokens: AccessTokens
  csrfTokens: CsrfTokens
  cookies: Cookies
  passwords: Passwords
  refuseGuessable: RefuseGuessable
  store: SessionStore
  sessions: Sessions
  endSession: EndSession
  flows: Flows
  accountTokens: AccountTokens
  devices: KnownDevices
  apiKeys: ApiKeys
  guards: Guards
}

/** A cached session is believed for this long; an ended one is refused at once all the same (see session-store). */
const SESSION_COPY_MS = 10_000

export async function createAuthServices(deps: {
  config: Pick<ApiConfig, 'ENCRYPTION_KEY' | 'PREVIOUS_ENCRYPTION_KEYS' | 'PUBLIC_URL'>
  database: Database
  cache: Cache
  mails: Mails
  rateLimits: RateLimits
  noteApiKeyUse: NoteApiKeyUse
  now: () => number
}): Promise<AuthServices> {
  const { config, database, cache, mails, rateLimits, noteApiKeyUse, now } = deps
  const publicUrl = config.PUBLIC_URL
  const keys = deriveAuthKeys(config.ENCRYPTION_KEY)
  const previous = config.PREVIOUS_ENCRYPTION_KEYS.map(deriveAuthKeys)
  const accessTokens = believingPreviousTokens(
    createAccessTokens(keys.accessToken),
    previous.map(({ accessToken }) => createAccessTokens(accessToken)),
  )
  const csrfTokens = believingPreviousCsrf(
    createCsrfTokens(keys.csrf),
    previous.map(({ csrf }) => createCsrfTokens(csrf)),
  )
  const cookies = createCookies({ secure: config.PUBLIC_URL.startsWith('https:'), refreshSeconds: SESSION_SECONDS })
  const store = createSessionStore({ database, cache, ttlMs: SESSION_COPY_MS, now })
  const sessions = createSessions({ database, store, tellTheft: createTellTheft({ mails, publicUrl, now }), now })
  const flows = createFlows({ database, now })
  const apiKeys = createApiKeys({ database, cache, now })
  const requireApiKey = createRequireApiKey({ apiKeys, rateLimits, noteUse: noteApiKeyUse })
  const guards = createGuards({ accessTokens, requireApiKey, csrfTokens, cookies, store, publicUrl, now })
  return {
    flows,
    accountTokens: createAccountTokens({ database, now }),
    devices: createKnownDevices({ key: keys.device, previousKeys: previous.map(({ device }) => device), cookies }),
    apiKeys,
    accessTokens,
    csrfTokens,
    cookies,
    passwords: await createPasswords(),
    refuseGuessable: createRefuseGuessable({ isCommonPassword: createIsCommonPassword() }),
    store,
    sessions,
    endSession: createEndSession({ database, store, now }),
    guards,
  }
}
