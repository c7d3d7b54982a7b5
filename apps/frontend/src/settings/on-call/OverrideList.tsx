'use client'

import type { OnCallOverride } from '@mointering/api-contract/http/on-call'
import { useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useSession } from '../../../app/providers/SessionProvider'
import { useAction } from '../../api/use-action'
import { IconButton } from '../../ui/IconButton'
import { ProblemBanner } from '../../ui/ProblemBanner'
import { useRefusal } from '../../workspace/use-refusal'
import { deleteOverride, onCallKey } from './on-call-api'
import { formatHandover } from './shift-words'

/** Who stands in within the days that are shown. */
export function OverrideList({ scheduleId, overrides }: { scheduleId: string; overrides: readonly OnCallOverride[] }) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const mayChange = useRefusal('channels:write') === null
  const { busy, problem, run } = useAction()
  if (overrides.length === 0) return null
  const remove = (id: string) =>
    run(async () => {
      await deleteOverride(workspace.id, scheduleId, id)
      await client.invalidateQueries({ queryKey: onCallKey(workspace.id) })
    })
  return (
    <div className="grid gap-1">
      <ul aria-label="Who stands in" className="grid gap-1 text-sm text-text-2">
        {overrides.map(({ id, person, from, to }) => (
          <li key={id} className="flex items-center justify-between gap-2">
            <span className="wrap-anywhere min-w-0">
              <strong className="font-medium text-text">{person.name}</strong> stands in from {formatHandover(from)} to{' '}
              {formatHandover(to)}
            </span>
            {mayChange && (
              <IconButton label={`Remove ${person.name}`} disabled={busy} onClick={() => void remove(id)}>
                <X aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      <ProblemBanner problem={problem} />
    </div>
  )
}
