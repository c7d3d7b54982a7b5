import { passkeysReply } from '@mointering/api-contract/http/second-factors'
import type { Database } from '@mointering/db/database'
import { nothing, sessionEndpoint } from '../../http/endpoint.js'
import { PASSKEY_FIELDS, PASSKEYS_PATH, presentPasskey } from './passkey-views.js'

const shape = {
  method: 'get',
  path: PASSKEYS_PATH,
  summary: 'List your passkeys',
  tag: 'Account',
  params: nothing,
  query: nothing,
  body: nothing.optional(),
  reply: passkeysReply,
  status: 200,
} as const

export const listPasskeysRoute = ({ database }: { database: Database }) =>
  sessionEndpoint(shape, async ({ session }) => {
    const found = await database.prisma.passkey.findMany({
      where: { userId: session.user.id },
      select: PASSKEY_FIELDS,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    })
    return { items: found.map(presentPasskey) }
  })
