import { jiraServiceManagementSettings } from '@mointering/api-contract/channels/jira-service-management'
import { FAKE_CLOUD_ID, startFakeJiraServiceManagement } from '@mointering/test-kit/providers/jira-service-management'
import { expect, test } from 'vitest'
import { jiraServiceManagement } from '../../src/notifier/channels/jira-service-management/jira-service-management.js'
import { jsmPage } from '../../src/notifier/channels/jira-service-management/jsm-page.js'
import { SAMPLE_NOTICES } from '../../src/testing/sample-notices.js'
import { deliverTo, expectGolden, toolsFor } from './channel-in-test.js'
import { digestOf, EXTREME_NOTICES, told } from './pager-notices.js'

const { opened, resolved, hostile, test: testNotice } = SAMPLE_NOTICES
const RECEIPT = '5a7a5b5c-1d2e-4f3a-8b9c-0d1e2f3a4b5c'
const settings = jiraServiceManagementSettings.parse({
  kind: 'jira-service-management',
  cloudId: FAKE_CLOUD_ID,
  email: 'ada@example.org',
  apiToken: 'api-token',
})

test.each(Object.entries(SAMPLE_NOTICES))('%s is taken by Operations, and looks as agreed', async (name, notice) => {
  await using fake = await startFakeJiraServiceManagement()
  await deliverTo(fake, jiraServiceManagement, settings, opened)
  const outcome = await deliverTo(fake, jiraServiceManagement, settings, notice)
  expect(outcome).toMatchObject({ kind: 'sent', receipt: RECEIPT })
  const asked = fake.calls.slice(1).map(({ method, url: { pathname, search }, body }) => ({
    method,
    path: `${pathname}${search}`,
    body: body === '' ? null : JSON.parse(body),
  }))
  await expectGolden(`jira-service-management.${name}.json`, `${JSON.stringify(asked, null, 2)}\n`)
})

test('one incident is one page, and whatever is repeated is seen once', async () => {
  await using fake = await startFakeJiraServiceManagement()
  const tools = toolsFor(fake)
  const page = async (notice: typeof opened) => {
    await jiraServiceManagement.deliver(settings, notice, tools)
    await jiraServiceManagement.deliver(settings, notice, tools)
    return fake.pages.map(({ status, acknowledged, priority }) => ({ status, acknowledged, priority }))
  }
  expect(await page(opened)).toEqual([{ status: 'open', acknowledged: false, priority: 'P1' }])
  expect(await page(told('acknowledged'))).toEqual([{ status: 'open', acknowledged: true, priority: 'P1' }])
  expect(await page(told('severity_changed', { severity: 'info' }))).toMatchObject([{ priority: 'P5' }])
  expect(await page(resolved)).toMatchObject([{ status: 'closed' }])
  expect(await page(told('commented'))).toMatchObject([{ status: 'closed' }])
  expect(await page(told('reopened'))).toMatchObject([{ status: 'closed' }, { status: 'open', acknowledged: false }])
})

test('an end that comes before the page is there waits for it', async () => {
  await using fake = await startFakeJiraServiceManagement()
  const tools = toolsFor(fake)
  await jiraServiceManagement.deliver(settings, opened, tools)
  fake.lag(1)
  expect(await jiraServiceManagement.deliver(settings, resolved, tools)).toEqual({
    kind: 'passing',
    reason: 'No page is open yet',
    retryAfterMs: 10_000,
    httpStatus: 404,
  })
  expect(await jiraServiceManagement.deliver(settings, resolved, tools)).toMatchObject({ kind: 'sent' })
  expect(fake.pages).toMatchObject([{ status: 'closed' }])
})

test('an end of what somebody closed by hand is done after the second look', async () => {
  await using fake = await startFakeJiraServiceManagement()
  const tools = toolsFor(fake)
  expect(await jiraServiceManagement.deliver(settings, resolved, tools)).toMatchObject({ kind: 'passing' })
  expect(await jiraServiceManagement.deliver(settings, resolved, tools)).toEqual({
    kind: 'sent',
    receipt: null,
    note: 'No page was open',
  })
  expect(fake.calls.map(({ method }) => method)).toEqual(['GET', 'GET'])
})

test('a severity that changes before the page is there is the one it is created with', async () => {
  await using fake = await startFakeJiraServiceManagement()
  fake.lag(1)
  const changed = told('severity_changed', { severity: 'warning' })
  expect(await deliverTo(fake, jiraServiceManagement, settings, changed)).toEqual({ kind: 'sent', receipt: RECEIPT })
  expect(fake.pages).toMatchObject([{ priority: 'P3', count: 1 }])
})

test('a comment goes to nobody, a digest is one page, a test is P5', async () => {
  await using fake = await startFakeJiraServiceManagement()
  expect(await deliverTo(fake, jiraServiceManagement, settings, told('commented'))).toMatchObject({ receipt: null })
  expect(fake.calls).toEqual([])
  await deliverTo(fake, jiraServiceManagement, settings, digestOf([['opened', 'a']]))
  const over = digestOf([
    ['resolved', 'a'],
    ['opened', 'a'],
  ])
  await deliverTo(fake, jiraServiceManagement, settings, over)
  expect(fake.pages).toMatchObject([{ status: 'closed', count: 1 }])
  expect(await deliverTo(fake, jiraServiceManagement, settings, testNotice)).toMatchObject({
    note: 'Close the test page by hand',
  })
  expect(fake.pages).toMatchObject([{}, { priority: 'P5', status: 'open' }])
})

test.each([
  [
    { status: 429, headers: { 'retry-after': '30' } },
    { kind: 'passing', retryAfterMs: 30_000 },
  ],
  [{ status: 503 }, { kind: 'passing', httpStatus: 503 }],
  [
    { status: 401, body: { message: 'Unauthorized' } },
    { kind: 'permanent', reason: expect.stringMatching(/API token is wrong.*Unauthorized/) },
  ],
  [{ status: 403 }, { kind: 'permanent', reason: expect.stringContaining('access to Operations') }],
  [
    { status: 422, body: { message: 'bad' } },
    { kind: 'permanent', httpStatus: 422 },
  ],
  [{ status: 302, headers: { location: 'http://127.0.0.1/' } }, { kind: 'permanent' }],
])('%j means %j, when a page is created and when it is looked up', async (reply, outcome) => {
  await using fake = await startFakeJiraServiceManagement()
  for (const notice of [opened, resolved]) {
    fake.next(reply)
    expect(await deliverTo(fake, jiraServiceManagement, settings, notice)).toMatchObject(outcome)
  }
})

test('404 means a wrong cloud id when a page is created, and nothing of an answer in between is trusted', async () => {
  await using fake = await startFakeJiraServiceManagement()
  fake.next({ status: 404 })
  const created = await deliverTo(fake, jiraServiceManagement, settings, opened)
  expect(created).toMatchObject({ kind: 'permanent', reason: expect.stringContaining('cloud id') })
  fake.next({ status: 200, body: '<html>captive portal</html>' })
  expect(await deliverTo(fake, jiraServiceManagement, settings, resolved)).toMatchObject({ kind: 'passing' })
  fake.next({ status: 200, body: { id: '../../../evil' } })
  await deliverTo(fake, jiraServiceManagement, settings, resolved)
  expect(fake.calls.at(-1)?.url.pathname).toMatch(/\/alerts\/\.\.%2F\.\.%2F\.\.%2Fevil\/close$/)
})

test('no answer rejects, so that the notifier tries again', async () => {
  await using fake = await startFakeJiraServiceManagement()
  fake.next('hang up')
  await expect(deliverTo(fake, jiraServiceManagement, settings, opened)).rejects.toThrow()
})

test.each(EXTREME_NOTICES)('Operations take a notice of %s texts', async (_, notice) => {
  await using fake = await startFakeJiraServiceManagement()
  expect(await deliverTo(fake, jiraServiceManagement, settings, notice)).toMatchObject({ kind: 'sent' })
})

test('what a target wrote is no HTML', () => {
  expect(JSON.stringify(jsmPage(hostile))).not.toMatch(/[<>]/)
})
