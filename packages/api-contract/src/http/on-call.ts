import { z } from 'zod'
import { timeZone } from '../monitors/cron.js'
import { displayName } from './accounts.js'

const EARLIEST = '2000-01-01T00:00'
const LATEST = '9000-01-01T00:00'
const DAY_MS = 86_400_000
/** The longest stretch of shifts that is answered at once. */
export const MOST_SHIFT_DAYS = 32
const LONGEST_OVERRIDE_DAYS = 92

const time = z.iso.datetime()
const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= Date.parse(`${EARLIEST}Z`), 'Choose a time after the year 2000')
  .refine((text) => Date.parse(text) < Date.parse(`${LATEST}Z`), 'Choose a time before the year 9000')
const wallTime = z.iso
  .datetime({ local: true, precision: -1, message: 'Enter a date and a time, for example 2026-11-30T09:00' })
  .refine((text) => !text.endsWith('Z'), 'Enter the time on the wall, without a zone')
  .refine((text) => text >= EARLIEST && text < LATEST, 'Choose a time between the years 2000 and 9000')
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time, for example 09:00')

const onCallHours = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1, 'Choose a day').max(7).describe('1 is Monday, 7 Sunday'),
  from: timeOfDay,
  to: timeOfDay.describe('Not after `from`: on the next day'),
})

export const onCallLayer = z.strictObject({
  name: displayName('a name for the layer', 80),
  startsAt: wallTime.describe('When the first turn begins, on the wall in the zone of the schedule'),
  turnHours: z
    .int()
    .min(1)
    .max(366 * 24)
    .describe('24 hands over every day, 168 every week, at the time of day of startsAt'),
  participants: z
    .array(z.uuid().toLowerCase())
    .min(1, 'Choose who takes turns')
    .max(50)
    .describe('Members, in their order'),
  hours: z.array(onCallHours).max(10).default([]).describe('On call only then; empty: always'),
})
export type OnCallLayerSettings = z.infer<typeof onCallLayer>
export const onCallLayers = z
  .array(onCallLayer)
  .min(1, 'Add a layer')
  .max(5)
  .describe('Later ones lie over earlier ones')

const settings = { name: displayName('a name', 120), timeZone, layers: onCallLayers }
/** Body of POST on-call-schedules. */
export const createOnCallScheduleRequest = z.strictObject(settings)
export type CreateOnCallScheduleRequest = z.infer<typeof createOnCallScheduleRequest>
/** Body of PATCH on-call-schedules/:id. `layers` is the whole of them. */
export const updateOnCallScheduleRequest = z.strictObject(settings).partial()
export type UpdateOnCallScheduleRequest = z.infer<typeof updateOnCallScheduleRequest>

export const onCallPerson = z.object({ userId: z.uuid(), name: z.string() })
export type OnCallPerson = z.infer<typeof onCallPerson>

/** Who is on call now, and until when. */
const onCallNow = z
  .object({ person: onCallPerson, until: time.nullable().describe('Null: for more than a week') })
  .nullable()

export const onCallSchedule = z.object({
  id: z.uuid(),
  name: z.string(),
  timeZone: z.string(),
  layers: z.array(onCallLayer),
  now: onCallNow.describe('Who is on call now; null: nobody'),
  version: z.int(),
  createdAt: time,
})
export type OnCallSchedule = z.infer<typeof onCallSchedule>
export const onCallSchedulesReply = z.object({ items: z.array(onCallSchedule) })

/** Somebody stands in, whatever the layers say. */
export const onCallOverride = z.object({ id: z.uuid(), person: onCallPerson, from: time, to: time })
export type OnCallOverride = z.infer<typeof onCallOverride>
/** Body of POST on-call-schedules/:id/overrides. */
export const createOnCallOverrideRequest = z
  .strictObject({ userId: z.uuid().toLowerCase(), from: instant, to: instant })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from), {
    path: ['to'],
    message: 'Choose an end after the begin',
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= LONGEST_OVERRIDE_DAYS * DAY_MS, {
    path: ['to'],
    message: `At most ${LONGEST_OVERRIDE_DAYS} days`,
  })
export type CreateOnCallOverrideRequest = z.infer<typeof createOnCallOverrideRequest>

/** A stretch with one person on call. */
export const onCallShift = z.object({
  person: onCallPerson,
  from: time,
  to: time,
  layer: z.string().nullable().describe('The name of the layer; null: an override'),
})
export type OnCallShift = z.infer<typeof onCallShift>
export const onCallShiftsQuery = z
  .object({ from: instant, to: instant })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from), {
    path: ['to'],
    message: 'Choose an end after the begin',
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_SHIFT_DAYS * DAY_MS, {
    path: ['to'],
    message: `At most ${MOST_SHIFT_DAYS} days`,
  })
/** In order and without overlap; where no shift is, nobody is on call. */
export const onCallShiftsReply = z.object({ items: z.array(onCallShift), overrides: z.array(onCallOverride) })

/** A member, and where she is told when she is on call: a channel, or (null) by mail to her own address. */
export const onCallContact = onCallPerson.extend({ channelId: z.uuid().nullable() })
export type OnCallContact = z.infer<typeof onCallContact>
export const onCallContactsReply = z.object({ items: z.array(onCallContact) })
/** Body of PATCH on-call-contacts/:userId. */
export const setOnCallContactRequest = z.strictObject({ channelId: z.uuid().nullable() })
