import {
  type SignInReply,
  type SignUpReply,
  sessionReply,
  signInReply,
  signUpReply,
} from '@mointering/api-contract/http/accounts'
import { passkeyOptionsReply } from '@mointering/api-contract/http/second-factors'
import { acceptInvitationReply } from '@mointering/api-contract/http/workspaces'
import { z } from 'zod'
import { callApi } from '../api/api-client'

/** Nobody is signed in on these pages: a refusal is shown where it happened and leads nowhere else. */
const post = <Schema extends z.ZodType>(schema: Schema, path: string, body?: unknown): Promise<z.output<Schema>> =>
  callApi(schema, `/auth${path}`, { method: 'POST', stayOnSignedOut: true, ...(body === undefined ? {} : { body }) })
const nothing = z.undefined()

export const signIn = (body: unknown): Promise<SignInReply> => post(signInReply, '/sign-in', body)
export const signInWithTotp = (body: unknown) => post(sessionReply, '/sign-in/totp', body)
export const signInWithRecoveryCode = (body: unknown) => post(sessionReply, '/sign-in/recovery-code', body)
/** Of the sign-in that waits for its second factor; `startOver`: of a new one, by anybody's passkey. */
export const passkeySignInOptions = async (startOver: boolean) =>
  (await post(passkeyOptionsReply, '/sign-in/passkey/options', { startOver })).options
export const signInWithPasskey = (response: unknown) => post(sessionReply, '/sign-in/passkey', { response })

export const signUp = (body: unknown): Promise<SignUpReply> => post(signUpReply, '/sign-up', body)
export const verifySignUp = (body: unknown) => post(sessionReply, '/sign-up/verify', body)
export const resendVerification = (email: string) => post(nothing, '/sign-up/resend', { email })

export const forgotPassword = (body: unknown) => post(nothing, '/password/forgot', body)
export const resetPassword = (body: unknown) => post(nothing, '/password/reset', body)
export const confirmEmail = (token: string) => post(nothing, '/email/confirm', { token })

export const acceptInvitation = (token: string) => post(acceptInvitationReply, '/invitations/accept', { token })
