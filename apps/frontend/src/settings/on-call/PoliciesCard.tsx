'use client'

import type { EscalationPolicy } from '@mointering/api-contract/http/escalation'
import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { RowsSkeleton } from '../../workspace/RowsSkeleton'
import { useRefusal } from '../../workspace/use-refusal'
import { SettingsCard } from '../SettingsCard'
import type { Editing } from './OnCallPage'
import { policiesQuery } from './on-call-api'
import { PolicyRow } from './PolicyRow'
import { useTargets } from './use-targets'

/** Who is told next, while nobody acknowledges. */
export function PoliciesCard({ onEdit }: { onEdit: (editing: Editing<EscalationPolicy>) => void }) {
  const reason = useRefusal('channels:write')
  return (
    <SettingsCard
      title="Escalation policies"
      note="Who is told next while nobody acknowledges an incident. A routing rule says which incidents follow one."
      action={
        <ReasonedButton reason={reason} onClick={() => onEdit('new')}>
          Add policy
        </ReasonedButton>
      }
    >
      <Policies onEdit={onEdit} />
    </SettingsCard>
  )
}

function Policies({ onEdit }: { onEdit: (editing: Editing<EscalationPolicy>) => void }) {
  const { workspace } = useSession()
  const policies = useQuery(policiesQuery(workspace.id))
  const { nameOf } = useTargets()
  if (policies.isPending) return <RowsSkeleton label="Loading policies" rows={1} />
  if (!policies.data) {
    return (
      <ErrorState
        problem={asApiProblem(policies.error)}
        onRetry={() => void policies.refetch()}
        busy={policies.isFetching}
      />
    )
  }
  if (policies.data.length === 0)
    return <EmptyState title="Nothing escalates yet">Incidents are told once, to their channels.</EmptyState>
  return (
    <ul aria-label="Escalation policies" className="-mx-4 divide-y divide-line border-line border-t sm:-mx-5">
      {policies.data.map((policy) => (
        <PolicyRow key={policy.id} policy={policy} nameOf={nameOf} onEdit={() => onEdit(policy)} />
      ))}
    </ul>
  )
}
