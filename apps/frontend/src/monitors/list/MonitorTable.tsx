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
    <div className="rounded-lg border border-line bg-surface">
      {/* For the eye: each row says its own parts in words. */}
      <div
        aria-hidden="true"
        className={cx(
          ROW_GRID,
          'sticky top-12 z-10 h-8 rounded-t-lg border-line border-b bg-surface text-text-3 text-xs max-lg:hidden',
        )}
      >
        <span>Monitor</span>
        <span>State</span>
        <span>Latency</span>
        <span>30 days</span>
        <span className="text-right">Uptime, 30 d</span>
        <span className="text-right">Last result</span>
      </div>
      <div ref={body} className="[&_li:last-child>div]:rounded-b-lg max-lg:[&_li:first-child>div]:rounded-t-lg">
        {rows.length < VIRTUAL_FROM ? (
          <ul aria-label="Monitors">
            {rows.map((row) => (
              <li key={row.id} className="border-line not-first:border-t">
                <MonitorRow monitor={row} />
              </li>
            ))}
          </ul>
        ) : (
          <VirtualRows rows={rows} />
        )}
      </div>
    </div>
  )
}

function VirtualRows({ rows }: { rows: readonly MonitorListItem[] }) {
  const box = useRef<HTMLUListElement>(null)
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_PX,
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
    scrollMargin: box.current?.offsetTop ?? 0,
  })
  return (
    <ul ref={box} aria-label="Monitors" className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ key, index, start }) => {
        const row = rows[index]
        if (!row) return null
        return (
          <li
            key={key}
            data-index={index}
            ref={virtual.measureElement}
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            className={cx('absolute inset-x-0 top-0 border-line', index > 0 && 'border-t')}
            style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
          >
            <MonitorRow monitor={row} />
          </li>
        )
      })}
    </ul>
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
        const all: Element[] = links()
        const at = document.activeElement ? all.indexOf(document.activeElement) : -1
        const next = all[at === -1 ? 0 : at + step]
        if (next instanceof HTMLElement) next.focus()
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
