import type { Metadata } from 'next'
import { MembersPage } from '../../../../src/settings/members/MembersPage'
import { requireSession } from '../../../providers/session'

export const metadata: Metadata = { title: 'Members' }

export default async function Members() {
  await requireSession()
  return <MembersPage />
}
