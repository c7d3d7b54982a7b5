import { authOptionsReply } from '@mointering/api-contract/http/accounts'
import type { Database } from '@mointering/db/database'
import type { ApiConfig } from '../../api-config.js'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import type { Mails } from '../../mail/mails.js'
import { isFirstAccount } from './create-account.js'

const shape = {
  method: 'get',
  path: '/api/v1/auth/options',
  summary: 'Read which ways to sign in there are',
  tag: 'Signing in',
  params: nothing,
  query: nothing,
  body: nothing.optional(),
  reply: authOptionsReply,
  status: 200,
} as const

type Deps = {
  database: Database
  config: Pick<ApiConfig, 'SIGN_UP'>
  mails: Mails
  providers: readonly { id: string; name: string }[]
}

/** What the sign-in pages offer. */
export const readOptionsRoute = ({ database, config, mails, providers }: Deps) =>
  publicEndpoint(shape, async () => ({
    signUp: config.SIGN_UP,
    firstAccount: await isFirstAccount(database.prisma),
    mail: mails.enabled,
    providers: providers.map(({ id, name }) => ({ id, name })),
  }))
