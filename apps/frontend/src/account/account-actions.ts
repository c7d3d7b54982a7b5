import {
  type Account,
  accountReply,
  accountSessionsReply,
  changeEmailReply,
  reauthenticateReply,
  revokedReply,
} from '@mointering/api-contract/http/account'
import { auditLogReply } from '@mointering/api-contract/http/audit-log'
import { identitiesReply } from '@mointering/api-contract/http/identities'
import {
  createPasskeyReply,
  type Passkey,
  passkey,
  passkeyOptionsReply,
  passkeysReply,
  recoveryCodesReply,
  totpSetupReply,
} from '@mointering/api-contract/http/second-factors'
import { z } from 'zod'
import { callApi } from '../api/api-client'

const nothing = z.undefined()

export const readAccount = (signal?: AbortSignal): Promise<Account> =>
  callApi(accountReply, '/account', signal ? { signal } : {})
export const readIdentities = async (signal?: AbortSignal) =>
  (await callApi(identitiesReply, '/account/identities', signal ? { signal } : {})).items
export const readSessions = async (signal: AbortSignal) =>
  (await callApi(accountSessionsReply, '/account/sessions', { signal })).items
export const readPasskeys = async (signal: AbortSignal) =>
  (await callApi(passkeysReply, '/account/passkeys', { signal })).items
export const readActivity = (cursor: string, signal: AbortSignal) =>
  callApi(auditLogReply, `/account/activity?limit=20${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, { signal })

export const rename = (body: unknown): Promise<Account> => callApi(accountReply, '/account', { method: 'PATCH', body })
export const changePassword = (body: unknown) => callApi(nothing, '/account/password', { method: 'POST', body })
/** Wants a fresh proof of identity. */
export const changeEmail = (body: unknown) => callApi(changeEmailReply, '/account/email', { method: 'POST', body })
export const cancelEmailChange = () => callApi(nothing, '/account/pending-email', { method: 'DELETE' })
/** Wants a fresh proof of identity. `confirmation`: the account's own address. */
export const deleteAccount = (confirmation: string) =>
  callApi(nothing, '/account/delete', { method: 'POST', body: { confirmation } })

/** Wants a fresh proof of identity. The secret is not in force before it is confirmed. */
export const setUpTotp = () => callApi(totpSetupReply, '/account/totp', { method: 'POST' })
export const confirmTotp = async (body: unknown) =>
  (await callApi(recoveryCodesReply, '/account/totp/confirm', { method: 'POST', body })).recoveryCodes
/** Wants a fresh proof of identity. */
export const removeTotp = () => callApi(nothing, '/account/totp', { method: 'DELETE' })
/** Wants a fresh proof of identity. The codes before these are void. */
export const renewRecoveryCodes = async () =>
  (await callApi(recoveryCodesReply, '/account/recovery-codes', { method: 'POST' })).recoveryCodes

/** Wants a fresh proof of identity. */
export const newPasskeyOptions = async () =>
  (await callApi(passkeyOptionsReply, '/account/passkeys/options', { method: 'POST' })).options
export const createPasskey = (body: { name: string; response: unknown }) =>
  callApi(createPasskeyReply, '/account/passkeys', { method: 'POST', body })
export const renamePasskey = (id: string, body: unknown): Promise<Passkey> =>
  callApi(passkey, `/account/passkeys/${id}`, { method: 'PATCH', body })
/** Wants a fresh proof of identity. */
export const removePasskey = (id: string) => callApi(nothing, `/account/passkeys/${id}`, { method: 'DELETE' })

export const revokeSession = (id: string) => callApi(nothing, `/account/sessions/${id}`, { method: 'DELETE' })
export const revokeOtherSessions = async () =>
  (await callApi(revokedReply, '/account/sessions/revoke-others', { method: 'POST' })).revoked
/** Wants a fresh proof of identity. */
export const unlinkIdentity = (id: string) => callApi(nothing, `/account/identities/${id}`, { method: 'DELETE' })

export const proveByPassword = (body: unknown) =>
  callApi(reauthenticateReply, '/account/reauthenticate', { method: 'POST', body })
export const provingPasskeyOptions = async () =>
  (await callApi(passkeyOptionsReply, '/account/reauthenticate/passkey/options', { method: 'POST' })).options
export const proveByPasskey = (response: unknown) =>
  callApi(reauthenticateReply, '/account/reauthenticate/passkey', { method: 'POST', body: { response } })
