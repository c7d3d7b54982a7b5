import { createMaintenanceRequest, startMaintenanceRequest } from '@mointering/api-contract/http/maintenance'
import { expect, test } from 'vitest'
import { ruleOf, toWindow, toWindowNow, type WindowForm } from './window-form'

const form: WindowForm = {
  name: 'Move',
  when: 'now',
  startsAt: '2040-03-15T03:00',
  durationSeconds: '3600',
  repeat: 'weekly',
  days: [7, 1],
  monitorIds: [],
  tags: 'EU, shop,',
}

test.each([
  [{ repeat: 'daily' as const }, 'FREQ=DAILY'],
  [{ repeat: 'weekly' as const }, 'FREQ=WEEKLY;BYDAY=MO,SU'],
  [{ repeat: 'weekly' as const, days: [] }, 'FREQ=WEEKLY'],
  [{ repeat: 'monthly' as const }, 'FREQ=MONTHLY;BYMONTHDAY=15'],
])('%j is %s', (changes, rule) => expect(ruleOf({ ...form, ...changes })).toBe(rule))

test('the contract takes what the form says', () => {
  const now = startMaintenanceRequest.parse(toWindowNow(form))
  expect(now).toMatchObject({ name: 'Move', durationSeconds: 3600, tags: ['eu', 'shop'] })
  const once = createMaintenanceRequest.parse(toWindow({ ...form, when: 'once', durationSeconds: '' }, 'Europe/Berlin'))
  expect(once).toMatchObject({ durationSeconds: null, rrule: null, timeZone: 'Europe/Berlin' })
  expect(createMaintenanceRequest.parse(toWindow({ ...form, when: 'recurring' }, 'UTC')).rrule).toBe(
    'FREQ=WEEKLY;BYDAY=MO,SU',
  )
})
