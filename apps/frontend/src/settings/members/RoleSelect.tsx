'use client'

import { ROLES, type Role } from '@mointering/api-contract/http/accounts'
import { allows } from '@mointering/api-contract/http/permissions'
import type { WorkspaceMember } from '@mointering/api-contract/http/workspaces'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { withFreshProof } from '../../session/fresh-proof'
import { Badge } from '../../ui/Badge'
import { Select } from '../../ui/Select'
import { Tip } from '../../ui/Tip'
import { toasts } from '../../ui/toasts'
import { ROLE_NOTE, ROLE_WORD } from '../../workspace/role-words'
import { changeRole } from '../../workspace/workspace-actions'
import { membersQuery } from '../../workspace/workspace-queries'
import { useMemberSituation } from './use-member-situation'
import { whyNotChange } from './why-not'

const OPTIONS = ROLES.map((value) => ({ value, label: ROLE_WORD[value] }))
/** Owners are made by owners. */
const OPTIONS_OF_ADMINS = OPTIONS.filter(({ value }) => value !== 'owner')

/** The role, and the choice of another where one may. It takes effect at once and can be undone. */
export function RoleSelect({ member }: { member: WorkspaceMember }) {
  const { user, workspace } = useSession()
  const client = useQueryClient()
  const router = useRouter()
  const situation = useMemberSituation()
  const [busy, setBusy] = useState(false)
  const { userId, name, role } = member
  const self = userId === user.id

  const change = async (next: Role, undo: Role | null) => {
    setBusy(true)
    try {
      const changed = await withFreshProof(() => changeRole(workspace.id, userId, next))
      client.setQueryData(membersQuery(workspace.id).queryKey, (all) =>
        all?.map((other) => (other.userId === userId ? changed : other)),
      )
      if (self) router.refresh()
      if (undo === null) return
      const toast = toasts.add({
        title: `${name} is ${ROLE_WORD[next].toLowerCase()} now`,
        description: ROLE_NOTE[next],
        // Who has lowered themselves cannot take it back.
        ...(self ? {} : { actionProps: { children: 'Undo', onClick: () => takeBack(toast, undo) } }),
      })
    } catch (error) {
      const { code, message } = asApiProblem(error)
      if (code !== 'cancelled') toasts.add({ title: 'The role was not changed', description: message, timeout: 10_000 })
      void client.invalidateQueries({ queryKey: membersQuery(workspace.id).queryKey })
    } finally {
      setBusy(false)
    }
  }
  const takeBack = (toast: string, before: Role) => {
    toasts.close(toast)
    void change(before, null)
  }

  const reason = whyNotChange(member, situation)
  if (reason !== null)
    return (
      <Tip text={`${ROLE_NOTE[role]}. ${reason}`}>
        <button type="button" className="w-fit cursor-not-allowed rounded-full">
          <span className="sr-only">Role of {name}: </span>
          <Badge tone={role === 'owner' ? 'accent' : 'neutral'}>{ROLE_WORD[role]}</Badge>
          <span className="sr-only">. {reason}</span>
        </button>
      </Tip>
    )
  return (
    <Select
      aria-label={`Role of ${name}`}
      value={role}
      options={allows(workspace.role, 'workspace:transfer') ? OPTIONS : OPTIONS_OF_ADMINS}
      disabled={busy}
      onValue={(next) => void change(next, role)}
      className="w-32"
    />
  )
}
