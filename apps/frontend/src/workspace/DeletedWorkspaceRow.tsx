import type { Workspace } from '@mointering/api-contract/http/workspaces'
import { useQueryClient } from '@tanstack/react-query'
import { useAction } from '../api/use-action'
import { formatInstant } from '../format/time'
import { Button } from '../ui/Button'
import { ProblemBanner } from '../ui/ProblemBanner'
import { RelativeTime } from '../ui/RelativeTime'
import { toasts } from '../ui/toasts'
import { restoreWorkspace } from './workspace-actions'
import { workspacesQuery } from './workspace-queries'

/** A deleted workspace while it can still be brought back. */
export function DeletedWorkspaceRow({ workspace: { id, name, purgeAt } }: { workspace: Workspace }) {
  const client = useQueryClient()
  const { busy, problem, run } = useAction()
  const restore = () =>
    run(async () => {
      await restoreWorkspace(id)
      toasts.add({ title: `${name} is back`, description: 'Its monitors are checked again.' })
      await client.invalidateQueries({ queryKey: workspacesQuery().queryKey })
    })
  return (
    <li className="grid gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <p className="truncate font-medium">{name}</p>
          {purgeAt && (
            <p className="text-sm text-text-3" title={formatInstant(Date.parse(purgeAt))}>
              Removed for good <RelativeTime at={purgeAt} light />
            </p>
          )}
        </div>
        <Button onClick={() => void restore()} busy={busy}>
          Restore
        </Button>
      </div>
      <ProblemBanner problem={problem} />
    </li>
  )
}
