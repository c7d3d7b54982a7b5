import { ntfySettings } from '@mointering/api-contract/channels/ntfy'
import { type FakeNtfy, startFakeNtfy } from '@mointering/test-kit/providers/ntfy'
import { expect, test } from 'vitest'
import type { Outcome } from '../../src/notifier/channels/channel-kind.js'
import { ntfy } from '../../src/notifier/channels/ntfy/ntfy.js'
import { ntfyMessage } from '../../src/notifier/channels/ntfy/ntfy-message.js'
import { SAMPLE_NOTICES } from '../../src/testing/sample-notices.js'
import { deliverTo, expectGolden, toolsFor } from './channel-in-test.js'
import { EXTREME_NOTICES } from './pager-notices.js'

const { opened, warning, resolved, digest, test: tried } = SAMPLE_NOTICES
const settingsFor = ({ origin }: FakeNtfy, changes: object = {}) =>
  ntfySettings.parse({ kind: 'ntfy', server: origin, topic: 'acme-monitors', ...changes })
const update = (fake: FakeNtfy, notice: typeof opened, handle: unknown): Promise<Outcome | undefined> =>
  ntfy.update?.(settingsFor(fake), notice, handle, toolsFor(fake)) ?? Promise.resolve(undefined)

test.each(Object.entries(SAMPLE_NOTICES))('%s is taken by ntfy, and looks as agreed', async (name, notice) => {
  await using fake = await startFakeNtfy()
  expect(await deliverTo(fake, ntfy, settingsFor(fake), notice)).toEqual({
    kind: 'sent',
    receipt: 'ntfy-1',
    handle: { sequenceId: notice.id },
  })
  const message = JSON.parse(ntfyMessage(notice, 'acme-monitors', notice.id))
  await expectGolden(`ntfy.${name}.json`, `${JSON.stringify(message, null, 2)}\n`)
})

const refused = (http: number, code: number, error: string) => ({ status: http, body: { code, http, error } })

test.each([
  [refused(429, 42_901, 'limit reached: too many requests'), { kind: 'passing', retryAfterMs: null, httpStatus: 429 }],
  [
    { status: 429, headers: { 'retry-after': '9' }, body: 'slow down' },
    { kind: 'passing', retryAfterMs: 9000 },
  ],
  [refused(500, 50_001, 'internal server error'), { kind: 'passing', httpStatus: 500 }],
  [refused(401, 40_101, 'unauthorized'), { kind: 'permanent', reason: expect.stringMatching(/^The access token is/) }],
  [refused(403, 40_301, 'forbidden'), { kind: 'permanent', reason: expect.stringContaining('may write') }],
  [refused(400, 40_010, 'topic name is disallowed'), { kind: 'permanent', reason: expect.stringContaining('another') }],
  [refused(413, 41_303, 'JSON body too large'), { kind: 'permanent', reason: expect.stringContaining('size-limit') }],
  [
    { status: 404, body: '<h1>nginx</h1>' },
    { kind: 'permanent', reason: 'HTTP 404: <h1>nginx</h1>' },
  ],
  [
    { status: 200, body: '<html>Welcome to the hotel</html>' },
    { kind: 'passing', reason: expect.stringContaining('not the answer') },
  ],
  [
    { status: 301, headers: { location: 'http://127.0.0.1/' } },
    { kind: 'permanent', httpStatus: 301 },
  ],
])('%j means %j', async (reply, outcome) => {
  await using fake = await startFakeNtfy()
  fake.next(reply)
  expect(await deliverTo(fake, ntfy, settingsFor(fake), opened)).toMatchObject(outcome)
})

test('no answer rejects; on a new server the repeat replaces what was shown', async () => {
  await using fake = await startFakeNtfy()
  await deliverTo(fake, ntfy, settingsFor(fake), opened)
  fake.next('hang up')
  await expect(deliverTo(fake, ntfy, settingsFor(fake), opened)).rejects.toThrow()
  await deliverTo(fake, ntfy, settingsFor(fake), opened)
  expect(fake.shown.size).toBe(1)
})

test('a digest that grows changes what is shown', async () => {
  await using fake = await startFakeNtfy()
  const sent = await deliverTo(fake, ntfy, settingsFor(fake), digest)
  const handle = sent.kind === 'sent' ? JSON.parse(JSON.stringify(sent.handle)) : null
  const grown = { ...digest, id: resolved.workspace.id, title: '9 monitors are down' }
  expect(await update(fake, grown, handle)).toMatchObject({ kind: 'sent', handle })
  expect([...fake.shown.values()].map(({ title }) => title)).toEqual(['9 monitors are down'])
})

test('an old server gives no handle, and a change is a message of its own', async () => {
  await using fake = await startFakeNtfy({ isOld: true })
  const sent = await deliverTo(fake, ntfy, settingsFor(fake), digest)
  expect(sent).toEqual({ kind: 'sent', receipt: 'ntfy-1' })
  expect(await update(fake, digest, undefined)).toMatchObject({ kind: 'sent' })
  expect(fake.shown.size).toBe(2)
})

test.each([
  ['with the token', { topic: 'protected', token: 'tk_right' }, { kind: 'sent' }],
  ['without one', { topic: 'protected' }, { kind: 'permanent' }],
  ['with a wrong one', { token: 'tk_wrong' }, { kind: 'permanent' }],
])('a protected topic %s', async (_, changes, outcome) => {
  await using fake = await startFakeNtfy()
  expect(await deliverTo(fake, ntfy, settingsFor(fake, changes), opened)).toMatchObject(outcome)
})

test('an address with the topic behind it is understood', async () => {
  await using fake = await startFakeNtfy()
  const settings = settingsFor(fake, { server: `${fake.origin}/acme-monitors?auth=x` })
  expect(await deliverTo(fake, ntfy, settings, opened)).toMatchObject({ kind: 'sent' })
})

test('the severity decides how loud it is', () => {
  const priorityOf = (notice: typeof opened) => JSON.parse(ntfyMessage(notice, 't', notice.id)).priority
  expect([opened, warning, resolved, tried].map(priorityOf)).toEqual([5, 4, 3, 2])
})

test.each(EXTREME_NOTICES)('ntfy takes a notice of %s texts', async (_, notice) => {
  await using fake = await startFakeNtfy()
  expect(await deliverTo(fake, ntfy, settingsFor(fake), notice)).toMatchObject({ kind: 'sent' })
})

test('quotes, which JSON makes twice as long, stay within a request too', async () => {
  await using fake = await startFakeNtfy()
  const facts = Array.from({ length: 20 }, () => ({ label: '"'.repeat(60), value: '\\'.repeat(500) }))
  expect(await deliverTo(fake, ntfy, settingsFor(fake), { ...opened, facts })).toMatchObject({ kind: 'sent' })
  expect(Buffer.byteLength(fake.calls[0]?.body ?? '')).toBeGreaterThan(8000)
})
