'use client'

import type { NoticeRule } from '@mointering/api-contract/http/notice-rules'
import { useQueryClient } from '@tanstack/react-query'
import { ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { toasts } from '../../ui/toasts'
import { useRefusal } from '../../workspace/use-refusal'
import { movedUp } from '../on-call/schedule-form'
import { deleteRule, orderRules, rulesKey } from './rule-api'
import { effectLine, subjectLine } from './rule-words'
import { useRuleNames } from './use-rule-names'

type Props = { rule: NoticeRule; rules: readonly NoticeRule[]; index: number; onEdit: () => void }

export function RuleRow({ rule, rules, index, onEdit }: Props) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const reason = useRefusal('channels:write')
  const { names } = useRuleNames()
  const [deleting, setDeleting] = useState(false)
  const { id, name } = rule
  const again = () => client.invalidateQueries({ queryKey: rulesKey(workspace.id) })
  const remove = async () => {
    await deleteRule(workspace.id, id)
    await again()
    toasts.add({ title: `${name} is deleted` })
  }
  const moveUp = async () => {
    const ids = rules.map((one) => one.id)
    try {
      client.setQueryData(rulesKey(workspace.id), await orderRules(workspace.id, movedUp(ids, index)))
    } catch (error) {
      toasts.add({ title: asApiProblem(error).message })
      await again()
    }
  }
  return (
    <li className="grid gap-x-6 gap-y-3 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center sm:px-5">
      <div className="grid min-w-0 gap-1">
        <p className="wrap-anywhere font-medium">
          <span className="figures text-text-3">{index + 1}.</span> {name}
        </p>
        <p className="wrap-anywhere text-sm text-text-2">
          {subjectLine(rule, names)}: {effectLine(rule, names)}.
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {index > 0 && (
          <ReasonedButton reason={reason} look="quiet" onClick={() => void moveUp()}>
            <ArrowUp className="size-4" aria-hidden="true" />
            <span className="sr-only">Move {name} up</span>
          </ReasonedButton>
        )}
        <ReasonedButton reason={reason} look="quiet" onClick={onEdit}>
          Edit<span className="sr-only"> {name}</span>
        </ReasonedButton>
        <ReasonedButton reason={reason} look="quiet" onClick={() => setDeleting(true)}>
          Delete<span className="sr-only"> {name}</span>
        </ReasonedButton>
      </div>
      <ConfirmDialog
        title={`Delete ${name}?`}
        action="Delete rule"
        open={deleting}
        onOpen={setDeleting}
        onConfirm={remove}
      >
        <p>Incidents that it fits go where the next rule that fits says, or to the default channels.</p>
      </ConfirmDialog>
    </li>
  )
}
