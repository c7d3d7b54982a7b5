import type { Metadata } from 'next'
import { GeneralPage } from '../../../src/settings/general/GeneralPage'
import { requireSession } from '../../providers/session'

export const metadata: Metadata = { title: 'Settings' }

export default async function Settings() {
  await requireSession()
  return <GeneralPage />
}
