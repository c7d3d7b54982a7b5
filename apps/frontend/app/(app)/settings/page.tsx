import type { Metadata } from 'next'
import { Breadcrumb } from '../../../src/frame/Breadcrumb'
import { SettingsPage } from '../../../src/settings/SettingsPage'
import { requireSession } from '../../providers/session'

export const metadata: Metadata = { title: 'Settings' }

export default async function Settings() {
  await requireSession()
  return (
    <>
      <Breadcrumb trail={[{ label: 'Settings' }]} />
      <SettingsPage />
    </>
  )
}
