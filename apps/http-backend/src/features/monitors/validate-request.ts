import type { CreateMonitorRequest } from '@mointering/api-contract/monitors/monitor'
import { AppError } from '@mointering/backend-common/errors/app-error'
import { Cron } from 'croner'

type Issue = { path: string; message: string }

/** What a schema alone cannot know: that the regions exist, that the cron expression and its time zone mean something. Throws invalid_input. */
export function validateRequest(request: CreateMonitorRequest, knownRegions: ReadonlySet<string>): void {
  const issues = [...regionIssues(request, knownRegions), ...scheduleIssues(request)]
  const [first] = issues
  if (first)
    throw new AppError('invalid_input', `The monitor is not valid: ${first.path}: ${first.message}`, { issues })
}

function regionIssues(request: CreateMonitorRequest, known: ReadonlySet<string>): Issue[] {
  const unknown = request.regions.flatMap((region, index) =>
    known.has(region) ? [] : [{ path: `regions.${index}`, message: `There is no prober in a region called ${region}` }],
  )
  if (request.minRegions <= Math.max(1, known.size)) return unknown
  return [...unknown, { path: 'minRegions', message: 'There are not so many regions to look from' }]
}

function scheduleIssues(request: CreateMonitorRequest): Issue[] {
  if (request.kind !== 'heartbeat' || request.schedule.type !== 'cron') return []
  const { expression, timeZone } = request.schedule
  if (!isTimeZone(timeZone)) {
    return [{ path: 'schedule.timeZone', message: 'Not a time zone. Use a name like Europe/Berlin' }]
  }
  const problem = cronProblem(expression, timeZone)
  return problem === null ? [] : [{ path: 'schedule.expression', message: problem }]
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function cronProblem(expression: string, timeZone: string): string | null {
  try {
    const next = new Cron(expression, { timezone: timeZone, mode: '5-part', paused: true }).nextRun()
    return next === null ? 'That time never comes' : null
  } catch {
    // croner throws TypeErrors whose texts are for programmers; whatever it is, the expression cannot be used.
    return 'Not a cron expression. Use five fields, for example 30 3 * * 1-5 (minute, hour, day, month, weekday)'
  }
}
