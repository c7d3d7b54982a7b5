import { expect, test } from 'vitest'
import { emptyForm } from './monitor-form'
import { tidyTarget, withTarget } from './with-target'

const form = emptyForm()

test('the kind follows what is typed, the text stays as typed', () => {
  expect(withTarget(form, 'mail.example.org:25')).toMatchObject({ kind: 'tcp', target: 'mail.example.org:25' })
  expect(withTarget(form, 'example.org')).toMatchObject({ kind: 'http', target: 'example.org' })
})
test('a cron expression becomes the schedule of a job', () =>
  expect(withTarget(form, '0 3 * * *')).toMatchObject({ kind: 'heartbeat', scheduleType: 'cron', cron: '0 3 * * *' }))
test('an emptied field keeps the kind', () =>
  expect(withTarget({ ...form, kind: 'dns' }, '')).toMatchObject({ kind: 'dns', target: '' }))
test('what comes from another page is tidied at once', () =>
  expect(withTarget(form, 'example.org', true).target).toBe('https://example.org'))
test('a target is completed only for the kind it would be guessed as', () => {
  expect(tidyTarget({ ...form, target: 'example.org' }).target).toBe('https://example.org')
  expect(tidyTarget({ ...form, kind: 'dns', target: 'example.org' }).target).toBe('example.org')
})
