'use client'

import { Menu } from '@base-ui/react/menu'
import { sessionReply } from '@mointering/api-contract/http/accounts'
import { ChevronDown, Download } from 'lucide-react'
import { useSession } from '../../../app/providers/SessionProvider'
import { callApi } from '../../api/api-client'
import { asApiProblem } from '../../api/api-problem'
import { MENU_ITEM_CLASSES } from '../../frame/AccountMenu'
import { buttonClasses } from '../../ui/Button'
import { cx, POPUP_CLASSES } from '../../ui/classes'
import { toasts } from '../../ui/toasts'
import { auditLogPath } from '../../workspace/workspace-paths'

const FORMATS = [
  { format: 'csv', label: 'CSV, for spreadsheets' },
  { format: 'ndjson', label: 'NDJSON, for programs' },
] as const

/** All that the filter lets through, as a file. The browser itself fetches it, so that its size does not matter. */
export function ExportMenu({ filter }: { filter: URLSearchParams }) {
  const { workspace } = useSession()
  const save = async (format: string) => {
    try {
      // A download cannot renew the session by itself.
      await callApi(sessionReply, '/auth/session')
      const query = new URLSearchParams(filter)
      query.set('format', format)
      const link = document.createElement('a')
      link.href = `/api/v1${auditLogPath(workspace.id)}/export?${query}`
      link.download = ''
      link.click()
    } catch (error) {
      toasts.add({ title: 'The export was not started', description: asApiProblem(error).message })
    }
  }
  return (
    <Menu.Root>
      <Menu.Trigger className={buttonClasses()}>
        <Download className="size-4" aria-hidden="true" />
        Export
        <ChevronDown className="size-4 text-text-3" aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-50">
          <Menu.Popup className={cx(POPUP_CLASSES, 'min-w-48 p-1')}>
            {FORMATS.map(({ format, label }) => (
              <Menu.Item key={format} className={MENU_ITEM_CLASSES} onClick={() => void save(format)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
