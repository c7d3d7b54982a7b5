import { Cron } from 'croner'
import { z } from 'zod'

/** An IANA time zone that this machine knows, such as Europe/Berlin. */
export const timeZone = z
  .string()
  .min(1)
  .max(64)
  .refine(isTimeZone, { message: 'Enter a time zone, for example Europe/Berlin' })

/** Five fields (minute, hour, day, month, weekday) or a nickname such as @daily; must name an instant that comes. */
export const cronExpression = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .superRefine((expression, ctx) => {
    const next = nextRunOf(expression)
    if (next === 'invalid') {
      ctx.addIssue({ code: 'custom', message: 'Enter a cron expression of five fields, for example 0 3 * * *' })
    } else if (next === 'never') {
      ctx.addIssue({ code: 'custom', message: 'This cron expression names a time that never comes' })
    }
  })

function nextRunOf(expression: string): 'invalid' | 'never' | 'some' {
  try {
    return new Cron(expression, { mode: '5-part', paused: true }).nextRun() ? 'some' : 'never'
  } catch {
    return 'invalid' // croner throws for nothing but an expression that it cannot read
  }
}

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false // a RangeError: the only way to ask
  }
}
