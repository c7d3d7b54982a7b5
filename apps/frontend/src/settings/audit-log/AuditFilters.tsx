'use client'

import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../../app/providers/SessionProvider'
import { Button } from '../../ui/Button'
import { cx, INPUT_CLASSES } from '../../ui/classes'
import { Select } from '../../ui/Select'
import { apiKeysQuery, membersQuery } from '../../workspace/workspace-queries'
import { ACTION_KINDS, type AuditFilter, NO_FILTER, RANGES, writeFilter } from './audit-filter'

type Props = { filter: AuditFilter; onFilter: (filter: AuditFilter) => void }

export function AuditFilters({ filter, onFilter }: Props) {
  const actors = useActors(filter.actorId)
  return (
    <div className="grid grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap">
      <Select
        aria-label="When"
        value={filter.range}
        options={RANGES}
        onValue={(range) => onFilter({ ...filter, range })}
        className={cx('sm:w-40', filter.range === 'custom' && 'max-sm:col-span-2')}
      />
      {filter.range === 'custom' && (
        <>
          <Day label="From" value={filter.fromDay} onValue={(fromDay) => onFilter({ ...filter, fromDay })} />
          <Day label="To" value={filter.toDay} onValue={(toDay) => onFilter({ ...filter, toDay })} />
        </>
      )}
      <Select
        aria-label="Who"
        value={filter.actorId}
        options={actors}
        onValue={(actorId) => onFilter({ ...filter, actorId })}
        className="sm:w-44"
      />
      <Select
        aria-label="What"
        value={filter.action}
        options={ACTION_KINDS}
        onValue={(action) => onFilter({ ...filter, action })}
        className="sm:w-36"
      />
      {writeFilter(filter).size > 0 && (
        <Button look="quiet" onClick={() => onFilter(NO_FILTER)}>
          Clear
        </Button>
      )}
    </div>
  )
}

function Day({ label, value, onValue }: { label: string; value: string; onValue: (value: string) => void }) {
  return (
    <input
      type="date"
      aria-label={label}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      className={cx(INPUT_CLASSES, 'figures h-8 sm:w-36 pointer-coarse:h-10')}
    />
  )
}

/** Everybody who can have done something: members and keys of today. The chosen one is there even when they are gone. */
function useActors(chosen: string) {
  const { workspace } = useSession()
  const { data: members = [] } = useQuery(membersQuery(workspace.id))
  const { data: keys = [] } = useQuery(apiKeysQuery(workspace.id))
  const known = [
    ...members.map(({ userId, name }) => ({ value: userId, label: name })),
    ...keys.map(({ id, name }) => ({ value: id, label: `API key ${name}` })),
  ]
  const gone = chosen !== '' && !known.some(({ value }) => value === chosen)
  return [{ value: '', label: 'Anybody' }, ...known, ...(gone ? [{ value: chosen, label: 'Somebody else' }] : [])]
}
