'use client'

import { ArrowUpDown, Search } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { useShortcuts } from '../../frame/shortcuts'
import { Button } from '../../ui/Button'
import { cx, INPUT_CLASSES } from '../../ui/classes'
import { Kbd } from '../../ui/Kbd'
import { Select } from '../../ui/Select'
import { STATUS_ORDER, STATUS_WORD } from '../../ui/status-words'
import type { ListFilter } from './list-order'

const STATUS_OPTIONS = [
  { value: 'all', label: 'Any status' },
  ...STATUS_ORDER.map((value) => ({ value, label: STATUS_WORD[value] })),
] as const

type Props = {
  filter: ListFilter
  onFilter: (filter: ListFilter) => void
  /** Rows that would move; the pill sorts again. */
  changes: number
  /** The last attempt to renew the list failed. */
  stale: boolean
  onSort: () => void
}

export function ListFilters({ filter, onFilter, changes, stale, onSort }: Props) {
  const search = useRef<HTMLInputElement>(null)
  useShortcuts(useMemo(() => ({ '/': () => search.current?.focus() }), []))
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div className="relative min-w-0 flex-1 sm:max-w-72">
        <Search
          className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-4 text-text-3"
          aria-hidden="true"
        />
        <input
          ref={search}
          type="search"
          aria-label="Search monitors by name, target or tag"
          placeholder="Search"
          value={filter.search}
          onChange={(event) => onFilter({ ...filter, search: event.target.value })}
          onKeyDown={(event) =>
            event.key === 'Escape' &&
            (filter.search === '' ? search.current?.blur() : onFilter({ ...filter, search: '' }))
          }
          className={cx(INPUT_CLASSES, 'h-8 pr-8 pl-8 pointer-coarse:h-10 [&::-webkit-search-cancel-button]:hidden')}
        />
        <span className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2 pointer-coarse:hidden">
          <Kbd keys="/" />
        </span>
      </div>
      <Select
        aria-label="Status"
        value={filter.status}
        options={STATUS_OPTIONS}
        onValue={(status) => onFilter({ ...filter, status })}
        className="w-36"
      />
      <div aria-live="polite" className="flex items-center gap-2">
        {changes > 0 && (
          <Button onClick={onSort} className="rounded-full text-accent-text">
            <ArrowUpDown className="size-3.5" aria-hidden="true" />
            {changes === 1 ? '1 change' : `${changes} changes`}
            <span className="sr-only">: sort again</span>
          </Button>
        )}
        {stale && <span className="text-degraded-text text-sm">Could not be renewed; trying again</span>}
      </div>
    </div>
  )
}
