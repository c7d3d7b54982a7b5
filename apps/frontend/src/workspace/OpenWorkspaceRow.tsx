import type { Workspace } from '@mointering/api-contract/http/workspaces'
import { ArrowRight } from 'lucide-react'
import { Spinner } from '../ui/Spinner'
import { ROLE_WORD } from './role-words'
import { useSwitchWorkspace } from './use-switch-workspace'
import { WorkspaceMark } from './WorkspaceMark'

export function OpenWorkspaceRow({ workspace: { id, name, slug, role } }: { workspace: Workspace }) {
  const { switching, switchTo } = useSwitchWorkspace()
  return (
    <li className="first:*:rounded-t-lg last:*:rounded-b-lg">
      <button
        type="button"
        onClick={() => switchTo(id)}
        className="flex w-full items-center gap-3 px-4 py-3 text-left transition-colors hover:bg-hover"
      >
        <WorkspaceMark name={name} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{name}</span>
          <span className="block truncate text-sm text-text-3">{slug}</span>
        </span>
        <span className="text-sm text-text-2">{ROLE_WORD[role]}</span>
        {switching ? <Spinner /> : <ArrowRight className="size-4 text-text-3" aria-hidden="true" />}
      </button>
    </li>
  )
}
