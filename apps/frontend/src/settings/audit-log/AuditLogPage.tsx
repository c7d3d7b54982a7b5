'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useMemo, useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { useRefusal } from '../../workspace/use-refusal'
import { auditLogQueryOf } from '../../workspace/workspace-queries'
import { Forbidden } from '../Forbidden'
import { PageHead } from '../PageHead'
import { AuditEntries } from './AuditEntries'
import { AuditFilters } from './AuditFilters'
import { type AuditFilter, NO_FILTER, readFilter, toQuery, writeFilter } from './audit-filter'
import { ExportMenu } from './ExportMenu'

/** Who did what in the workspace, and when. */
export function AuditLogPage() {
  const allowed = useRefusal('audit:read') === null
  return allowed ? (
    <AuditLog />
  ) : (
    <>
      <PageHead title="Audit log" note="Who did what in this workspace." />
      <Forbidden permission="audit:read" />
    </>
  )
}

function AuditLog() {
  const { workspace } = useSession()
  const address = useSearchParams()
  const filter = useMemo(() => readFilter(new URLSearchParams(address)), [address])
  // Held still until the filter changes: pages of one question belong together.
  const [askedAt, setAskedAt] = useState(() => Date.now())
  const query = useMemo(() => toQuery(filter, askedAt), [filter, askedAt])
  const entries = useInfiniteQuery(auditLogQueryOf(workspace.id, query))

  const setFilter = (next: AuditFilter) => {
    setAskedAt(Date.now())
    const text = writeFilter(next).toString()
    window.history.replaceState(null, '', text ? `?${text}` : window.location.pathname)
  }
  return (
    <>
      <PageHead
        title="Audit log"
        note="Who did what in this workspace. Nobody can change an entry."
        action={<ExportMenu filter={query} />}
      />
      <AuditFilters filter={filter} onFilter={setFilter} />
      <AuditEntries entries={entries} filtered={query.size > 0} onShowAll={() => setFilter(NO_FILTER)} />
    </>
  )
}
