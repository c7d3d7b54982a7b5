import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type AuditEntry, auditExportQuery } from '@mointering/api-contract/http/audit-log'
import type { Database } from '@mointering/db/database'
import type { z } from 'zod'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import { csvHeader, csvRecord } from './audit-csv.js'
import { readAuditPage } from './audit-entries.js'
import { AUDIT_LOG_PATH } from './list-audit-log.route.js'

/** At 16 KB an entry, what is held at once stays below 8 MB; usually it is a hundredth of that. */
const PAGE = 500

const FORMATS = {
  csv: { type: 'text/csv; charset=utf-8; header=present', header: csvHeader(), write: csvRecord },
  ndjson: {
    type: 'application/x-ndjson; charset=utf-8',
    header: '',
    write: (entry: AuditEntry) => `${JSON.stringify(entry)}\n`,
  },
} as const

const shape = {
  method: 'get',
  path: `${AUDIT_LOG_PATH}/export`,
  summary: 'Download the audit log as CSV or NDJSON',
  tag: 'Audit log',
  params: workspaceParams,
  query: auditExportQuery,
  body: nothing.optional(),
  reply: null,
  status: 200,
  replyType: ['text/csv', 'application/x-ndjson'],
} as const

/** The whole log, or what the filters leave of it, newest first. It is read page by page, as fast as the client takes it, and no further than it stays. */
export const exportAuditLogRoute = ({ database, now }: { database: Database; now: () => number }) => {
  const noteDownload = (workspaceId: string, by: Origin, query: z.output<typeof auditExportQuery>) =>
    recordAudit(database.prisma, by, {
      action: 'audit_log.exported',
      workspaceId,
      object: { kind: 'audit_log', id: null, name: null },
      after: query,
    })

  return workspaceEndpoint('audit:read', shape, async ({ member, query, req, res, by }) => {
    const { format, ...filters } = query
    const { type, header, write } = FORMATS[format]
    const readPage = (cursor?: string) =>
      readAuditPage(database, { workspaceId: member.workspaceId }, { ...filters, limit: PAGE, cursor })
    // Asked for before the headers: what goes wrong here is still answered as a problem.
    const first = await readPage()
    // A download takes the log out of our hands: that somebody did it stands in the log itself, from the next download on.
    if (req.method !== 'HEAD') await noteDownload(member.workspaceId, by, query)
    const day = new Date(now()).toISOString().slice(0, 10)
    res.writeHead(200, {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="audit-log-${day}.${format}"`,
    })
    if (req.method === 'HEAD') res.end()
    else await send(res, chunks({ first, readPage, header, write }))
    return null
  })
}

type Page = Awaited<ReturnType<typeof readAuditPage>>

/** A chunk a page. */
async function* chunks(log: {
  first: Page
  readPage: (cursor: string) => Promise<Page>
  header: string
  write: (entry: AuditEntry) => string
}): AsyncGenerator<string> {
  if (log.header !== '') yield log.header
  for (let page = log.first; ; page = await log.readPage(page.nextCursor)) {
    if (page.items.length > 0) yield page.items.map(log.write).join('')
    if (page.nextCursor === null) return
  }
}

/** Waits for the client before it asks for the next chunk. A client that leaves ends it, and that is no error. */
async function send(res: Writable, texts: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(texts, { highWaterMark: 1 }), res)
  } catch (error) {
    const left = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
    if (!left) throw error
  }
}
