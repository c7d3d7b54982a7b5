'use client'

import { allows } from '@mointering/api-contract/http/permissions'
import type { WorkspaceMember } from '@mointering/api-contract/http/workspaces'
import { useQueryClient } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { withFreshProof } from '../../session/fresh-proof'
import { Avatar } from '../../ui/Avatar'
import { Badge } from '../../ui/Badge'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { RelativeTime } from '../../ui/RelativeTime'
import { Tip } from '../../ui/Tip'
import { toasts } from '../../ui/toasts'
import { removeMember } from '../../workspace/workspace-actions'
import { membersQuery } from '../../workspace/workspace-queries'
import { RoleSelect } from './RoleSelect'
import { useMemberSituation } from './use-member-situation'
import { whyNotRemove } from './why-not'

export function MemberRow({ member }: { member: WorkspaceMember }) {
  const { user, workspace } = useSession()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const { userId, name, email, secondFactor, joinedAt } = member
  const self = userId === user.id
  const reason = whyNotRemove(member, useMemberSituation())
  // A column of buttons that nobody here may press says nothing.
  const removable = self || allows(workspace.role, 'members:write')

  const remove = async () => {
    await withFreshProof(() => removeMember(workspace.id, userId))
    if (self) return window.location.assign('/')
    client.setQueryData(membersQuery(workspace.id).queryKey, (all) => all?.filter((other) => other.userId !== userId))
    toasts.add({ title: `${name} is not in ${workspace.name} any more` })
  }
  return (
    <li className="grid items-center gap-x-5 gap-y-3 px-4 py-3 max-sm:grid-cols-2 sm:grid-cols-[minmax(0,1fr)_auto_104px] md:grid-cols-[minmax(0,1fr)_128px_110px_128px_104px]">
      <div className="flex min-w-0 items-center gap-3 max-sm:col-span-2">
        <Avatar name={name} />
        <div className="min-w-0">
          <p className="flex items-center gap-2 font-medium">
            <span className="truncate">{name}</span>
            {self && <Badge>You</Badge>}
          </p>
          <p className="truncate text-sm text-text-3">{email}</p>
        </div>
      </div>
      <div className="flex items-center max-md:hidden">
        {secondFactor ? (
          <Tip text="Signs in with a second factor">
            <span className="inline-flex items-center gap-1.5 text-sm text-text-2">
              <ShieldCheck className="size-4 text-up-text" aria-hidden="true" />
              Second factor
            </span>
          </Tip>
        ) : (
          <span className="text-sm text-text-3">No second factor</span>
        )}
      </div>
      <p className="whitespace-nowrap text-sm text-text-3 max-md:hidden">
        Joined <RelativeTime at={joinedAt} />
      </p>
      <RoleSelect member={member} />
      {removable && (
        <ReasonedButton look="quiet" reason={reason} onClick={() => setOpen(true)} className="-mr-3 justify-self-end">
          {self ? 'Leave' : 'Remove'}
          <span className="sr-only"> {self ? workspace.name : name}</span>
        </ReasonedButton>
      )}
      <ConfirmDialog
        title={self ? `Leave ${workspace.name}?` : `Remove ${name}?`}
        action={self ? 'Leave workspace' : 'Remove member'}
        open={open}
        onOpen={setOpen}
        onConfirm={remove}
      >
        <p>
          {self ? 'You lose' : `${name} loses`} access to {workspace.name} at once. What was made here stays. To come
          back, it takes another invitation.
        </p>
      </ConfirmDialog>
    </li>
  )
}
