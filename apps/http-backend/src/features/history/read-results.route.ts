import { resultsQuery, resultsReply } from '@mointering/api-contract/http/monitors'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { readResults } from '@mointering/db/timeseries/read-results'
import { parseResultCursor, type ResultCursor } from '@mointering/db/timeseries/result-cursor'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { MONITOR_PATH, monitorParams } from '../monitors/monitor-params.js'
import { getMonitor } from '../monitors/monitors.queries.js'
import { timeWindow } from './time-window.js'

const shape = {
  method: 'get',
  path: `${MONITOR_PATH}/results`,
  summary: 'Results of a monitor, newest first',
  tag: 'History',
  params: monitorParams,
  query: resultsQuery,
  body: nothing.optional(),
  reply: resultsReply,
  status: 200,
} as const

/** As long as raw results are kept by default. */
const DEFAULT_WINDOW_MS = 30 * 86_400_000

/** Raw results, newest first. */
export const readResultsRoute = ({ database, now }: { database: Database; now: () => number }) =>
  workspaceEndpoint('monitors:read', shape, async ({ params, query, member }) => {
    const { key } = await getMonitor(database.prisma, member.workspaceId, params.monitorId)
    const window = timeWindow(query, DEFAULT_WINDOW_MS, now())
    const { limit, verdict } = query
    return readResults(database.pool, { monitorKey: key, ...window, before: cursorOf(query.cursor), limit, verdict })
  })

const SMALLINT_MAX = 32_767

function cursorOf(text: string | undefined): ResultCursor | undefined {
  if (text === undefined) return undefined
  const cursor = parseResultCursor(text)
  if (cursor && cursor.regionKey <= SMALLINT_MAX) return cursor
  const message = 'That cursor is not one of ours. Start again without it'
  throw new AppError('invalid_input', message, { issues: [{ path: 'cursor', message }] })
}
