import type { Metadata } from 'next'
import { IncidentsPage } from '../../../src/incidents/IncidentsPage'
import { requireSession } from '../../providers/session'

export const metadata: Metadata = { title: 'Incidents' }

export default async function Incidents() {
  await requireSession()
  return <IncidentsPage />
}
