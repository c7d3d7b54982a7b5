import type { RunReply } from '@mointering/api-contract/http/monitors'
import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { toasts } from '../../ui/toasts'
import { deleteMonitor, restoreMonitor, runMonitor, setEnabled } from '../monitor-actions'
import { listQuery, monitorQuery } from '../monitor-queries'

type Action = 'run' | 'toggle' | 'remove'

/** What one can do with a monitor; `busy` is the one under way. A refusal becomes a toast. */
export function useMonitorActions(monitor: Monitor, onRun: (reply: RunReply) => void) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const router = useRouter()
  const [busy, setBusy] = useState<Action | null>(null)
  const refreshList = () => client.invalidateQueries({ queryKey: listQuery(workspace.id).queryKey })

  async function attempt(action: Action, work: () => Promise<void>) {
    setBusy(action)
    try {
      await work()
    } catch (error) {
      sayProblem(error)
    } finally {
      setBusy(null)
    }
  }

  const run = () => attempt('run', async () => onRun(await runMonitor(workspace.id, monitor.id)))

  const toggle = () =>
    attempt('toggle', async () => {
      const changed = await setEnabled(workspace.id, monitor.id, !monitor.enabled)
      client.setQueryData(monitorQuery(workspace.id, monitor.id).queryKey, changed)
      await refreshList()
    })

  const restore = async (toast: string) => {
    toasts.close(toast) // it offers what has just been asked for
    try {
      await restoreMonitor(workspace.id, monitor.id)
      await refreshList()
      router.push(`/monitors/${monitor.id}`)
    } catch (error) {
      sayProblem(error)
    }
  }

  const remove = () =>
    attempt('remove', async () => {
      await deleteMonitor(workspace.id, monitor.id)
      client.setQueryData(listQuery(workspace.id).queryKey, (items) => items?.filter(({ id }) => id !== monitor.id))
      const toast = toasts.add({
        title: `${monitor.name} is deleted`,
        timeout: 12_000,
        actionProps: { children: 'Undo', onClick: () => void restore(toast) },
      })
      router.push('/monitors')
    })

  return { busy, run: () => void run(), toggle: () => void toggle(), remove: () => void remove() }
}

function sayProblem(error: unknown) {
  const problem = asApiProblem(error)
  toasts.add({
    title: 'That did not work',
    description: problem.message + (problem.requestId ? ` (request ${problem.requestId})` : ''),
    timeout: 10_000,
  })
}
