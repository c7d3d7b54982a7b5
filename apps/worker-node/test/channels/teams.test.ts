import { teamsSettings } from '@mointering/api-contract/channels/teams'
import type { FakeProvider } from '@mointering/test-kit/providers/fake-provider'
import { startFakeTeams } from '@mointering/test-kit/providers/teams'
import { expect, test } from 'vitest'
import { teams } from '../../src/notifier/channels/teams/teams.js'
import { teamsMessage } from '../../src/notifier/channels/teams/teams-card.js'
import { SAMPLE_NOTICES } from '../../src/testing/sample-notices.js'
import { deliverTo, expectGolden } from './channel-in-test.js'

const { opened, hostile } = SAMPLE_NOTICES
const settingsFor = ({ origin }: FakeProvider) =>
  teamsSettings.parse({
    kind: 'teams',
    url: `${origin}/workflows/0a1b2c/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers&sv=1.0&sig=s3cret`,
  })

test.each(Object.entries(SAMPLE_NOTICES))('%s is taken by Teams, and looks as agreed', async (name, notice) => {
  await using fake = await startFakeTeams()
  expect(await deliverTo(fake, teams, settingsFor(fake), notice)).toEqual({ kind: 'sent', receipt: null })
  await expectGolden(`teams.${name}.json`, `${JSON.stringify(teamsMessage(notice), null, 2)}\n`)
})

test.each([
  [
    { status: 429, headers: { 'retry-after': '17' }, body: { error: { code: 'WorkflowTriggerRateLimited' } } },
    { kind: 'passing', retryAfterMs: 17_000 },
  ],
  [
    { status: 504, body: 'gateway' },
    { kind: 'passing', retryAfterMs: null },
  ],
  [
    { status: 404, body: { error: { code: 'WorkflowNotFound' } } },
    { kind: 'permanent', reason: expect.stringMatching(/^The workflow was deleted.*WorkflowNotFound/) },
  ],
  [
    { status: 400, body: { error: { code: 'WorkflowTriggerIsNotEnabled' } } },
    { kind: 'permanent', reason: expect.stringContaining('switched off') },
  ],
  [
    { status: 401, body: { error: { code: 'DirectApiAuthorizationRequired' } } },
    { kind: 'permanent', reason: expect.stringContaining('not complete') },
  ],
  [{ status: 413 }, { kind: 'permanent', httpStatus: 413 }],
  [{ status: 307, headers: { location: 'http://127.0.0.1/' } }, { kind: 'permanent' }],
])('%j means %j', async (reply, outcome) => {
  await using fake = await startFakeTeams()
  fake.next(reply)
  expect(await deliverTo(fake, teams, settingsFor(fake), opened)).toMatchObject(outcome)
})

test('no answer rejects, so that the notifier tries again', async () => {
  await using fake = await startFakeTeams()
  fake.next('hang up')
  await expect(deliverTo(fake, teams, settingsFor(fake), opened)).rejects.toThrow()
})

test('what a target wrote stands in runs of text only, which know neither Markdown nor mentions', () => {
  const kinds = new Set<string>()
  JSON.stringify(teamsMessage({ ...hostile, title: '<at>everyone</at> **x**' }), (key, value) => {
    if (key === 'type') kinds.add(value)
    if (key === 'entities') throw new Error('entities mention')
    return value
  })
  expect([...kinds].sort()).toEqual(['Action.OpenUrl', 'AdaptiveCard', 'RichTextBlock', 'TextRun', 'message'])
})

test.each(['a', 'ü', '🧨', '"', '\\'])('the longest notice of %s stays within the size of a message', async (text) => {
  await using fake = await startFakeTeams()
  const longest = {
    ...hostile,
    title: text.repeat(200),
    summary: text.repeat(1000),
    facts: Array.from({ length: 20 }, () => ({ label: text.repeat(60), value: text.repeat(500) })),
    items: Array.from({ length: 100 }, () => ({ kind: 'opened' as const, title: text.repeat(200), url: null })),
  }
  expect(await deliverTo(fake, teams, settingsFor(fake), longest)).toMatchObject({ kind: 'sent' })
  expect(fake.calls[0]?.body).toMatch(/and \d+ more/)
})

test('empty texts become dashes, which cards can show', async () => {
  await using fake = await startFakeTeams()
  const empty = { ...opened, title: '\u0000', summary: ' ', facts: [{ label: '', value: '' }] }
  expect(await deliverTo(fake, teams, settingsFor(fake), empty)).toMatchObject({ kind: 'sent' })
})
