import { pagerdutySettings } from '@mointering/api-contract/channels/pagerduty'
import { startFakePagerduty } from '@mointering/test-kit/providers/pagerduty'
import { expect, test } from 'vitest'
import { pagerduty } from '../../src/notifier/channels/pagerduty/pagerduty.js'
import { pagerdutyEvent } from '../../src/notifier/channels/pagerduty/pagerduty-event.js'
import { SAMPLE_NOTICES } from '../../src/testing/sample-notices.js'
import { deliverTo, expectGolden } from './channel-in-test.js'
import { digestOf, EXTREME_NOTICES, told } from './pager-notices.js'

const { opened, digest, test: testNotice } = SAMPLE_NOTICES
const KEY = 'R0UT1NGK3Yaaaaaaaaaaaaaaaaaaaaaa'
const settings = pagerdutySettings.parse({ kind: 'pagerduty', routingKey: KEY })

test.each(Object.entries(SAMPLE_NOTICES))('%s is taken by PagerDuty, and looks as agreed', async (name, notice) => {
  await using fake = await startFakePagerduty()
  const outcome = await deliverTo(fake, pagerduty, settings, notice)
  expect(outcome).toMatchObject({ kind: 'sent', receipt: notice.groupKey })
  await expectGolden(`pagerduty.${name}.json`, `${JSON.stringify(pagerdutyEvent(notice, KEY), null, 2)}\n`)
})

test('one incident is one page, and every repeated event is seen once', async () => {
  await using fake = await startFakePagerduty()
  const page = async (...notices: Parameters<typeof deliverTo>[3][]) => {
    for (const notice of [...notices, ...notices.slice(-1)]) await deliverTo(fake, pagerduty, settings, notice)
    return fake.pages.get(opened.groupKey)
  }
  expect(await page(opened)).toEqual({ state: 'triggered', severity: 'critical', opened: 1 })
  expect(await page(told('acknowledged'))).toMatchObject({ state: 'acknowledged', opened: 1 })
  expect(await page(told('reminder'), told('severity_changed', { severity: 'warning' }))).toEqual({
    state: 'acknowledged',
    severity: 'warning',
    opened: 1,
  })
  expect(await page(told('resolved'))).toMatchObject({ state: 'resolved', opened: 1 })
  expect(await page(told('commented'))).toMatchObject({ state: 'resolved', opened: 1 })
  expect(await page(told('reopened'))).toMatchObject({ state: 'triggered', opened: 2 })
})

test('what is told late of an incident that has ended pages nobody', async () => {
  await using fake = await startFakePagerduty()
  const late = told('flapping', { incident: SAMPLE_NOTICES.resolved.incident })
  expect(await deliverTo(fake, pagerduty, settings, late)).toMatchObject({ kind: 'sent', receipt: null })
  expect(fake.calls).toEqual([])
})

test('a comment goes to nobody, and says so', async () => {
  await using fake = await startFakePagerduty()
  expect(await deliverTo(fake, pagerduty, settings, told('commented'))).toEqual({
    kind: 'sent',
    receipt: null,
    note: 'Pagers are not told of comments',
  })
  expect(fake.calls).toEqual([])
})

test('a blind region is a page until it sees again', async () => {
  await using fake = await startFakePagerduty()
  const region = { groupKey: 'region:eu-west', monitor: null, incident: null }
  await deliverTo(fake, pagerduty, settings, told('region_blind', region))
  expect(fake.pages.get('region:eu-west')?.state).toBe('triggered')
  await deliverTo(fake, pagerduty, settings, told('region_sees', region))
  expect(fake.pages.get('region:eu-west')?.state).toBe('resolved')
})

test('a digest is one page until the newest of each incident is good news', async () => {
  await using fake = await startFakePagerduty()
  const state = async (items: Parameters<typeof digestOf>[0]) => {
    await deliverTo(fake, pagerduty, settings, digestOf(items))
    return fake.pages.get(digest.groupKey)
  }
  expect(await state([['opened', 'a']])).toMatchObject({ state: 'triggered', opened: 1 })
  const half = await state([
    ['resolved', 'b'],
    ['opened', 'b'],
    ['opened', 'a'],
  ])
  expect(half).toMatchObject({ state: 'triggered', opened: 1 })
  const over = await state([
    ['resolved', 'a'],
    ['resolved', 'b'],
    ['opened', 'b'],
    ['opened', 'a'],
  ])
  expect(over).toMatchObject({ state: 'resolved', opened: 1 })
})

test.each([
  ['test', testNotice],
  ['certificate', told('certificate_expires', { groupKey: 'certificate:1', incident: null })],
  ['domain', told('domain_expires', { groupKey: 'domain:1', incident: null })],
])('%s opens a page that a person closes', async (_, notice) => {
  await using fake = await startFakePagerduty()
  const outcome = await deliverTo(fake, pagerduty, settings, notice)
  expect(outcome).toMatchObject({ kind: 'sent', note: expect.stringMatching(/by hand/) })
  expect(fake.pages.get(notice.groupKey)?.state).toBe('triggered')
})

test('an account in Europe is reached there', async () => {
  await using fake = await startFakePagerduty()
  await deliverTo(fake, pagerduty, { ...settings, region: 'eu' }, opened)
  await deliverTo(fake, pagerduty, settings, opened)
  expect(fake.calls.map(({ url }) => url.href)).toEqual([
    'https://events.eu.pagerduty.com/v2/enqueue',
    'https://events.pagerduty.com/v2/enqueue',
  ])
})

test.each([
  [
    { status: 429, headers: { 'retry-after': '12' } },
    { kind: 'passing', retryAfterMs: 12_000 },
  ],
  [{ status: 429 }, { kind: 'passing', retryAfterMs: null }],
  [
    { status: 500, body: 'oops' },
    { kind: 'passing', httpStatus: 500 },
  ],
  [
    {
      status: 400,
      body: { status: 'invalid event', message: 'Event object is invalid', errors: ["Invalid 'routing_key'"] },
    },
    { kind: 'permanent', reason: expect.stringMatching(/^Copy the integration key again.*invalid event/) },
  ],
  [
    { status: 403, body: 'Forbidden' },
    { kind: 'permanent', reason: 'HTTP 403: Forbidden' },
  ],
  [{ status: 302, headers: { location: 'http://127.0.0.1/' } }, { kind: 'permanent' }],
])('%j means %j', async (reply, outcome) => {
  await using fake = await startFakePagerduty()
  fake.next(reply)
  expect(await deliverTo(fake, pagerduty, settings, opened)).toMatchObject(outcome)
})

test('no answer rejects; the event that is sent again opens no second page', async () => {
  await using fake = await startFakePagerduty()
  await deliverTo(fake, pagerduty, settings, opened)
  fake.next('hang up')
  await expect(deliverTo(fake, pagerduty, settings, opened)).rejects.toThrow()
  await deliverTo(fake, pagerduty, settings, opened)
  expect(fake.pages.get(opened.groupKey)?.opened).toBe(1)
})

test.each(EXTREME_NOTICES)('PagerDuty takes a notice of %s texts', async (_, notice) => {
  await using fake = await startFakePagerduty()
  expect(await deliverTo(fake, pagerduty, settings, notice)).toMatchObject({ kind: 'sent' })
})

test('facts with one label share a line, and no label is lost', () => {
  const facts = ['a', 'b'].map((value) => ({ label: 'Region', value }))
  const event = pagerdutyEvent({ ...opened, facts: [...facts, { label: '__proto__', value: 'x' }] }, KEY)
  expect(JSON.parse(JSON.stringify(event)).payload.custom_details).toMatchObject({ Region: 'a\nb' })
  expect(JSON.stringify(event)).toContain('"__proto__":"x"')
})
