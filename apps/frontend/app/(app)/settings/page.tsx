import type { Metadata } from 'next'
import { SettingsPage } from '../../../src/settings/SettingsPage'
import { requireSession } from '../../providers/session'

export const metadata: Metadata = { title: 'Settings' }

export default async function Settings() {
  await requireSession()
  return <SettingsPage />
}
