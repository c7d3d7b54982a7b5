'use client'

import { Menu } from '@base-ui/react/menu'
import type { RunReply } from '@mointering/api-contract/http/monitors'
import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { Ellipsis, Pause, Pencil, Play, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useMemo, useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { MENU_ITEM_CLASSES } from '../../frame/AccountMenu'
import { useShortcuts } from '../../frame/shortcuts'
import { Button, buttonClasses } from '../../ui/Button'
import { cx, POPUP_CLASSES } from '../../ui/classes'
import { Dialog } from '../../ui/Dialog'
import { RunResults } from './RunResults'
import { useMonitorActions } from './use-monitor-actions'

export function MonitorActions({ monitor }: { monitor: Monitor }) {
  const { canEdit } = useSession()
  const router = useRouter()
  const editPath = `/monitors/${monitor.id}/edit`
  useShortcuts(useMemo(() => (canEdit ? { e: () => router.push(editPath) } : {}), [canEdit, router, editPath]))
  return canEdit ? <Actions monitor={monitor} editPath={editPath} /> : null
}

function Actions({ monitor, editPath }: { monitor: Monitor; editPath: string }) {
  const [reply, setReply] = useState<RunReply | null>(null)
  const { busy, run, toggle, remove } = useMonitorActions(monitor, setReply)
  return (
    <div className="flex flex-wrap items-center gap-2">
      {monitor.kind !== 'heartbeat' && (
        <Button onClick={run} busy={busy === 'run'}>
          <Play className="size-3.5" aria-hidden="true" />
          Run now
        </Button>
      )}
      <Button onClick={toggle} busy={busy === 'toggle'}>
        {monitor.enabled ? (
          <Pause className="size-3.5" aria-hidden="true" />
        ) : (
          <Play className="size-3.5" aria-hidden="true" />
        )}
        {monitor.enabled ? 'Pause' : 'Resume'}
      </Button>
      <Link href={editPath} className={buttonClasses()}>
        <Pencil className="size-3.5" aria-hidden="true" />
        Edit
      </Link>
      <Menu.Root>
        <Menu.Trigger aria-label="More actions" className={cx(buttonClasses(), 'px-2')}>
          <Ellipsis className="size-4" aria-hidden="true" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner align="end" sideOffset={4} className="z-50">
            <Menu.Popup className={cx(POPUP_CLASSES, 'min-w-40 p-1')}>
              <Menu.Item className={cx(MENU_ITEM_CLASSES, 'text-down-text')} onClick={remove}>
                <Trash2 className="size-4" aria-hidden="true" />
                Delete
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <Dialog title={`${monitor.name}, checked now`} open={reply !== null} onOpen={() => setReply(null)}>
        <div className="grid gap-6 overflow-y-auto p-4">{reply && <RunResults reply={reply} />}</div>
      </Dialog>
    </div>
  )
}
