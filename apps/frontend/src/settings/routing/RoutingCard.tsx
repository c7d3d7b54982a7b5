'use client'

import type { NoticeRule } from '@mointering/api-contract/http/notice-rules'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { RowsSkeleton } from '../../workspace/RowsSkeleton'
import { useRefusal } from '../../workspace/use-refusal'
import { SettingsCard } from '../SettingsCard'
import { RuleDialog } from './RuleDialog'
import { RuleRow } from './RuleRow'
import { rulesQuery } from './rule-api'

/** Which incidents go where. */
export function RoutingCard() {
  const reason = useRefusal('channels:write')
  const [editing, setEditing] = useState<NoticeRule | 'new' | null>(null)
  return (
    <SettingsCard
      title="Routing"
      note="The first rule that fits an incident decides who is told. Where none fits, the default channels are."
      action={
        <ReasonedButton reason={reason} onClick={() => setEditing('new')}>
          Add rule
        </ReasonedButton>
      }
    >
      <Rules onEdit={setEditing} />
      <RuleDialog
        rule={editing === 'new' ? null : editing}
        open={editing !== null}
        onOpen={(open) => open || setEditing(null)}
      />
    </SettingsCard>
  )
}

function Rules({ onEdit }: { onEdit: (rule: NoticeRule) => void }) {
  const { workspace } = useSession()
  const rules = useQuery(rulesQuery(workspace.id))
  if (rules.isPending) return <RowsSkeleton label="Loading rules" rows={1} />
  if (!rules.data) {
    return (
      <ErrorState problem={asApiProblem(rules.error)} onRetry={() => void rules.refetch()} busy={rules.isFetching} />
    )
  }
  if (rules.data.length === 0)
    return <EmptyState title="No rules yet">Every incident is told to the default channels.</EmptyState>
  return (
    <ol aria-label="Routing rules" className="-mx-4 divide-y divide-line border-line border-t sm:-mx-5">
      {rules.data.map((rule, index) => (
        <RuleRow key={rule.id} rule={rule} rules={rules.data} index={index} onEdit={() => onEdit(rule)} />
      ))}
    </ol>
  )
}
