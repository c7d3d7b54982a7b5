import type { Metadata } from 'next'
import { MaintenancePage } from '../../../src/maintenance/MaintenancePage'
import { requireSession } from '../../providers/session'

export const metadata: Metadata = { title: 'Maintenance' }

export default async function Maintenance() {
  await requireSession()
  return <MaintenancePage />
}
