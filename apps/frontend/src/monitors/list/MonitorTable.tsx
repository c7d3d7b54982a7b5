'use client'

import type { MonitorListItem } from '@mointering/api-contract/http/monitors'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useRouter } from 'next/navigation'
import { useMemo, useRef } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { useShortcuts } from '../../frame/shortcuts'
import { cx } from '../../ui/classes'
import { MonitorRow, ROW_GRID } from './MonitorRow'

const ROW_PX = 60
/** Below this, all rows are real: the server can draw them and the browser can search in them. */
const VIRTUAL_FROM = 120

/** The rows, and j/k/e on them. With many monitors only those in view exist. */
export function MonitorTable({ rows }: { rows: readonly MonitorListItem[] }) {
  const body = useRef<HTMLDivElement>(null)
  useRowKeys(body)
  if (rows.length === 0) return null
  return (
    <div role="table" aria-label="Monitors" aria-rowcount={rows.length + 1} className="rounded-lg border border-line bg-surface">
      <div role="rowgroup">
        <div role="row" className={cx(ROW_GRID, 'h-8 border-line border-b text-text-3 text-xs max-lg:sr-only')}>
          <span role="columnheader">Monitor</span>
          <span role="columnheader">State</span>
          <span role="columnheader">Latency, 24 h</span>
          <span role="columnheader">30 days</span>
          <span role="columnheader" className="text-right">
            Uptime, 30 d
          </span>
          <span role="columnheader" className="text-right">
            Last result
          </span>
        </div>
      </div>
      <div role="rowgroup" ref={body}>
        {rows.length < VIRTUAL_FROM ? rows.map((row) => <MonitorRow key={row.id} monitor={row} />) : <VirtualRows rows={rows} />}
      </div>
    </div>
  )
}

function VirtualRows({ rows }: { rows: readonly MonitorListItem[] }) {
  const box = useRef<HTMLDivElement>(null)
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_PX,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
    scrollMargin: box.current?.offsetTop ?? 0,
  })
  return (
    <div ref={box} role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ key, index, start }) => {
        const row = rows[index]
        if (!row) return null
        return (
          <div
            key={key}
            role="presentation"
            data-index={index}
            ref={virtual.measureElement}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
          >
            <MonitorRow monitor={row} rowIndex={index + 2} />
          </div>
        )
      })}
    </div>
  )
}

/** j and k walk the links of the rows, e edits the one that has the focus. */
function useRowKeys(body: React.RefObject<HTMLDivElement | null>) {
  const router = useRouter()
  const { canEdit } = useSession()
  useShortcuts(
    useMemo(() => {
      const links = () => [...(body.current?.querySelectorAll<HTMLAnchorElement>('a[data-monitor]') ?? [])]
      const move = (step: number) => {
        const all = links()
        const at = all.findIndex((link) => link === document.activeElement)
        const next = all[at === -1 ? 0 : at + step]
        next?.focus()
        next?.scrollIntoView({ block: 'nearest' })
      }
      const edit = () => {
        const id = links().find((link) => link === document.activeElement)?.dataset.monitor
        if (id) router.push(`/monitors/${id}/edit`)
      }
      return { j: () => move(1), k: () => move(-1), ...(canEdit ? { e: edit } : {}) }
    }, [body, router, canEdit]),
  )
}
