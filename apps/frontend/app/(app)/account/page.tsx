import { accountReply } from '@mointering/api-contract/http/account'
import type { Metadata } from 'next'
import { ProfilePage } from '../../../src/account/profile/ProfilePage'
import { prefetchApi } from '../../../src/api/server-api'
import { getAuthOptions } from '../../../src/auth/auth-options'
import { requireSession } from '../../providers/session'

export const metadata: Metadata = { title: 'Account' }

export default async function Profile() {
  await requireSession()
  const [account, { mail }] = await Promise.all([prefetchApi(accountReply, '/account'), getAuthOptions()])
  return <ProfilePage first={account} mail={mail} />
}
