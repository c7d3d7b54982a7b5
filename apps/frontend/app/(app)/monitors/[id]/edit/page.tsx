import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PageName } from '../../../../../src/frame/Breadcrumb'
import { MonitorFormPage } from '../../../../../src/monitors/form/MonitorFormPage'
import { loadMonitor } from '../../../../../src/monitors/load-monitor'
import { requireSession } from '../../../../providers/session'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Edit ${(await loadMonitor((await params).id)).name}` }
}

export default async function EditMonitor({ params }: Props) {
  const { id } = await params
  const { canEdit } = await requireSession()
  if (!canEdit) redirect(`/monitors/${encodeURIComponent(id)}`)
  const monitor = await loadMonitor(id)
  return (
    <>
      <PageName name={monitor.name} />
      <MonitorFormPage key={monitor.id} monitor={monitor} />
    </>
  )
}
