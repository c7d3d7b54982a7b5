import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { MonitorFormPage } from '../../../../src/monitors/form/MonitorFormPage'
import { requireSession } from '../../../providers/session'

export const metadata: Metadata = { title: 'Add monitor' }

export default async function NewMonitor({ searchParams }: { searchParams: Promise<{ target?: string | string[] }> }) {
  const { canEdit } = await requireSession()
  if (!canEdit) redirect('/monitors')
  const { target } = await searchParams
  return <MonitorFormPage monitor={null} target={typeof target === 'string' ? target.slice(0, 2000) : ''} />
}
