import { opsgenieSettings } from '@mointering/api-contract/channels/opsgenie'
import { startFakeOpsgenie } from '@mointering/test-kit/providers/opsgenie'
import { expect, test } from 'vitest'
import { opsgenie } from '../../src/notifier/channels/opsgenie/opsgenie.js'
import { opsgenieRequests } from '../../src/notifier/channels/opsgenie/opsgenie-requests.js'
import { SAMPLE_NOTICES } from '../../src/testing/sample-notices.js'
import { deliverTo, expectGolden } from './channel-in-test.js'
import { digestOf, EXTREME_NOTICES, told } from './pager-notices.js'

const { opened, test: testNotice } = SAMPLE_NOTICES
const settings = opsgenieSettings.parse({ kind: 'opsgenie', apiKey: 'genie-key' })

test.each(Object.entries(SAMPLE_NOTICES))('%s is taken by Opsgenie, and looks as agreed', async (name, notice) => {
  await using fake = await startFakeOpsgenie()
  const outcome = await deliverTo(fake, opsgenie, settings, notice)
  expect(outcome).toMatchObject({ kind: 'sent', receipt: '43a29c5c-3dbf-4fa4-9c26-f4f71023e120' })
  await expectGolden(`opsgenie.${name}.json`, `${JSON.stringify(opsgenieRequests(notice), null, 2)}\n`)
})

test('one incident is one page, and whatever is repeated is seen once', async () => {
  await using fake = await startFakeOpsgenie()
  const page = async (notice: typeof opened) => {
    await deliverTo(fake, opsgenie, settings, notice)
    await deliverTo(fake, opsgenie, settings, notice)
    return fake.pages.map(({ status, acknowledged, priority }) => ({ status, acknowledged, priority }))
  }
  expect(await page(opened)).toEqual([{ status: 'open', acknowledged: false, priority: 'P1' }])
  expect(await page(told('acknowledged'))).toEqual([{ status: 'open', acknowledged: true, priority: 'P1' }])
  expect(await page(told('reminder', { severity: 'warning' }))).toMatchObject([{ priority: 'P1' }])
  expect(await page(told('severity_changed', { severity: 'warning' }))).toMatchObject([{ priority: 'P3' }])
  expect(await page(told('resolved'))).toMatchObject([{ status: 'closed' }])
  expect(await page(told('commented'))).toMatchObject([{ status: 'closed' }])
  expect(await page(told('reopened'))).toMatchObject([{ status: 'closed' }, { status: 'open', acknowledged: false }])
})

test('a comment, and what is told late of an incident that has ended, go to nobody', async () => {
  await using fake = await startFakeOpsgenie()
  const late = told('reminder', { incident: SAMPLE_NOTICES.resolved.incident })
  for (const notice of [told('commented'), late])
    expect(await deliverTo(fake, opsgenie, settings, notice)).toMatchObject({
      kind: 'sent',
      note: expect.stringMatching(/./),
    })
  expect(fake.calls).toEqual([])
})

test('a digest is one page, closed when all in it is over', async () => {
  await using fake = await startFakeOpsgenie()
  await deliverTo(fake, opsgenie, settings, digestOf([['opened', 'a']]))
  expect(fake.pages).toMatchObject([{ status: 'open' }])
  const over = digestOf([
    ['resolved', 'a'],
    ['opened', 'a'],
  ])
  await deliverTo(fake, opsgenie, settings, over)
  expect(fake.pages).toMatchObject([{ status: 'closed', count: 1 }])
})

test('a test is P5, and a person closes it', async () => {
  await using fake = await startFakeOpsgenie()
  const outcome = await deliverTo(fake, opsgenie, settings, { ...testNotice, severity: 'critical' })
  expect(outcome).toMatchObject({ kind: 'sent', note: 'Close the test page by hand' })
  expect(fake.pages).toMatchObject([{ priority: 'P5', status: 'open' }])
})

test('an alias with marks of its own stays one part of the path', async () => {
  await using fake = await startFakeOpsgenie()
  const groupKey = 'a/../b?identifierType=id#'
  await deliverTo(fake, opsgenie, settings, { ...opened, groupKey })
  await deliverTo(fake, opsgenie, settings, told('resolved', { groupKey }))
  expect(fake.pages).toMatchObject([{ alias: groupKey, status: 'closed' }])
})

test('an account in Europe is reached there', async () => {
  await using fake = await startFakeOpsgenie()
  await deliverTo(fake, opsgenie, { ...settings, region: 'eu' }, opened)
  expect(fake.calls.map(({ url }) => url.href)).toEqual(['https://api.eu.opsgenie.com/v2/alerts'])
})

test.each([
  [
    { status: 429, body: { message: 'You are making too many requests!' } },
    { kind: 'passing', retryAfterMs: null },
  ],
  [
    { status: 429, headers: { 'retry-after': '5' } },
    { kind: 'passing', retryAfterMs: 5000 },
  ],
  [{ status: 503 }, { kind: 'passing', httpStatus: 503 }],
  [
    { status: 401, body: { message: 'Could not authenticate' } },
    { kind: 'permanent', reason: expect.stringMatching(/^The API key is wrong.*Could not authenticate/) },
  ],
  [{ status: 402 }, { kind: 'permanent', reason: expect.stringContaining('plan') }],
  [{ status: 403 }, { kind: 'permanent', reason: expect.stringContaining('Allow the integration') }],
  [
    { status: 422, body: { message: 'Request body is not processable' } },
    { kind: 'permanent', httpStatus: 422 },
  ],
  [{ status: 302, headers: { location: 'http://127.0.0.1/' } }, { kind: 'permanent' }],
])('%j means %j', async (reply, outcome) => {
  await using fake = await startFakeOpsgenie()
  fake.next(reply)
  expect(await deliverTo(fake, opsgenie, settings, told('severity_changed'))).toMatchObject(outcome)
  expect(fake.calls).toHaveLength(1)
})

test('no answer rejects, so that the notifier tries again', async () => {
  await using fake = await startFakeOpsgenie()
  fake.next('hang up')
  await expect(deliverTo(fake, opsgenie, settings, opened)).rejects.toThrow()
})

test.each(EXTREME_NOTICES)('Opsgenie takes a notice of %s texts', async (_, notice) => {
  await using fake = await startFakeOpsgenie()
  expect(await deliverTo(fake, opsgenie, settings, notice)).toMatchObject({ kind: 'sent' })
})

test('what a target wrote is no HTML', () => {
  const [{ body } = { body: {} }] = opsgenieRequests(SAMPLE_NOTICES.hostile)
  expect(JSON.stringify(body)).not.toMatch(/[<>]/)
})
