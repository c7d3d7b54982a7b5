import { MonitorTableSkeleton } from '../../../src/monitors/list/MonitorTableSkeleton'

export default function Loading() {
  return (
    <div className="grid gap-4">
      <h1 className="font-semibold text-xl">Monitors</h1>
      <MonitorTableSkeleton />
    </div>
  )
}
