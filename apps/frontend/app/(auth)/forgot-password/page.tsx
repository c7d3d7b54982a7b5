import type { Metadata } from 'next'
import { getAuthOptions } from '../../../src/auth/auth-options'
import { ForgotPasswordPage } from '../../../src/auth/ForgotPasswordPage'

export const metadata: Metadata = { title: 'Forgot your password?' }

export default async function ForgotPassword() {
  const { mail } = await getAuthOptions()
  return <ForgotPasswordPage mail={mail} />
}
