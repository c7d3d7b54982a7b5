'use client'

import type { EscalationPolicy, EscalationTarget } from '@mointering/api-contract/http/escalation'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { toasts } from '../../ui/toasts'
import { useRefusal } from '../../workspace/use-refusal'
import { deletePolicy, onCallKey } from './on-call-api'
import { policyLine } from './shift-words'

type Props = { policy: EscalationPolicy; nameOf: (target: EscalationTarget) => string; onEdit: () => void }

export function PolicyRow({ policy, nameOf, onEdit }: Props) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const reason = useRefusal('channels:write')
  const [deleting, setDeleting] = useState(false)
  const { id, name } = policy
  const remove = async () => {
    await deletePolicy(workspace.id, id)
    await client.invalidateQueries({ queryKey: onCallKey(workspace.id) })
    toasts.add({ title: `${name} is deleted` })
  }
  return (
    <li className="grid gap-x-6 gap-y-3 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center sm:px-5">
      <div className="grid min-w-0 gap-1">
        <p className="wrap-anywhere font-medium">{name}</p>
        <p className="wrap-anywhere text-sm text-text-2">{policyLine(policy, nameOf)}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <ReasonedButton reason={reason} look="quiet" onClick={onEdit}>
          Edit<span className="sr-only"> {name}</span>
        </ReasonedButton>
        <ReasonedButton reason={reason} look="quiet" onClick={() => setDeleting(true)}>
          Delete<span className="sr-only"> {name}</span>
        </ReasonedButton>
      </div>
      <ConfirmDialog
        title={`Delete ${name}?`}
        action="Delete policy"
        open={deleting}
        onOpen={setDeleting}
        onConfirm={remove}
      >
        <p>Incidents that follow it are told once, to their channels. Routing rules that name it go on without it.</p>
      </ConfirmDialog>
    </li>
  )
}
