import type { Metadata } from 'next'
import { PageName } from '../../../../src/frame/Breadcrumb'
import { MonitorPage } from '../../../../src/monitors/detail/MonitorPage'
import { loadMonitor } from '../../../../src/monitors/load-monitor'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadMonitor((await params).id)).name }
}

export default async function Monitor({ params }: Props) {
  const monitor = await loadMonitor((await params).id)
  return (
    <>
      <PageName name={monitor.name} />
      <MonitorPage key={monitor.id} initial={monitor} />
    </>
  )
}
