import {
  createPasskeyReply,
  createPasskeyRequest,
  passkeyOptionsReply,
} from '@mointering/api-contract/http/second-factors'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { type Endpoint, noBody, nothing, sessionEndpoint } from '../../http/endpoint.js'
import type { Ceremonies } from './ceremonies.js'
import type { CreatePasskey } from './create-passkey.js'
import { credentialsOf, PASSKEYS_PATH } from './passkey-views.js'
import type { RelyingParty } from './relying-party.js'
import { readAttestation } from './webauthn-json.js'

const common = { method: 'post', tag: 'Account', params: nothing, query: nothing } as const

const options = {
  ...common,
  path: `${PASSKEYS_PATH}/options`,
  summary: 'Begin to add a passkey',
  body: noBody,
  reply: passkeyOptionsReply,
  status: 200,
  fresh: true,
} as const

const create = {
  ...common,
  path: PASSKEYS_PATH,
  summary: 'Add the passkey that the device made',
  body: createPasskeyRequest,
  reply: createPasskeyReply,
  status: 201,
} as const

/** Adding a passkey. Only the first step wants a fresh proof: the second one goes on with it, in the same session, within five minutes. */
export const createPasskeyRoutes = (deps: {
  database: Database
  relyingParty: RelyingParty
  ceremonies: Ceremonies
  createPasskey: CreatePasskey
}): Endpoint[] => [
  sessionEndpoint(options, async ({ res, session }) => {
    const existing = await credentialsOf(deps.database.prisma, session.user.id)
    const asked = await deps.relyingParty.creationOptions(session.user, existing)
    await deps.ceremonies.begin(res, 'passkey_creation', session, asked.challenge)
    return { options: asked }
  }),
  sessionEndpoint(create, async ({ body, req, res, session, by }) => {
    const response = readAttestation(body.response)
    const challenge = await deps.ceremonies.end(req, res, 'passkey_creation', session)
    if (challenge === null) throw new AppError('conflict', 'Adding the passkey took too long. Begin again')
    const verified = await deps.relyingParty.verifyCreation(req, response, challenge)
    const { transports } = response.response
    return deps.createPasskey(by, session.user.id, { ...verified, name: body.name, transports: transports ?? [] })
  }),
]
