import { webhookSettings } from '@mointering/api-contract/channels/webhook'
import { notice } from '@mointering/api-contract/notices/notice'
import { startFakeWebhook } from '@mointering/test-kit/providers/webhook'
import { expect, test } from 'vitest'
import { signatureOf } from '../../src/notifier/channels/webhook/signature.js'
import { webhook, webhookBody } from '../../src/notifier/channels/webhook/webhook.js'
import { SAMPLE_NOTICES } from '../../src/testing/sample-notices.js'
import { deliverTo, expectGolden, NOW_MS } from './channel-in-test.js'

const SECRET = 'a shared secret, with ümlauts'
const settingsFor = (url: string, more: object = {}) => webhookSettings.parse({ kind: 'webhook', url, ...more })
const DOCUMENTED = { template: null, contentType: 'application/json' }

test.each(Object.entries(SAMPLE_NOTICES))('%s is signed and taken, and looks as documented', async (name, told) => {
  await using fake = await startFakeWebhook({ secret: SECRET, now: () => NOW_MS })
  const settings = settingsFor(`${fake.origin}/hook?team=1`, { secret: SECRET })
  expect(await deliverTo(fake, webhook, settings, told)).toEqual({ kind: 'sent', receipt: null })
  const [call] = fake.calls
  expect(`${call?.url.pathname}${call?.url.search}`).toBe('/hook?team=1')
  const body = JSON.parse(fake.shown[0] ?? '')
  expect(body.version).toBe(1)
  expect(notice.parse(body)).toEqual(told)
  await expectGolden(`webhook.${name}.json`, `${JSON.stringify(JSON.parse(webhookBody(DOCUMENTED, told)), null, 2)}\n`)
})

test('a signature is of the time and of every byte of the body', () => {
  // Computed with openssl: printf '1795601701.{}' | openssl dgst -sha256 -hmac s
  expect(signatureOf('s', '{}', 1795601701_999)).toBe(
    't=1795601701,v1=51c09e32faaa83ada19189f34dac4be143c7efff4879a4ab88ef751f83983911',
  )
})

test.each([
  ['another secret', { secret: 'wrong' }, 0],
  ['no signature', { secret: null }, 0],
  ['a replay, ten minutes later', { secret: SECRET }, 600_000],
])('who checks refuses %s', async (_, more, laterMs) => {
  await using fake = await startFakeWebhook({ secret: SECRET, now: () => NOW_MS + laterMs })
  const outcome = await deliverTo(fake, webhook, settingsFor(`${fake.origin}/`, more), SAMPLE_NOTICES.opened)
  expect(outcome).toMatchObject({ kind: 'permanent', httpStatus: 401 })
})

test('headers are sent as they are set, but none in the place of ours', async () => {
  await using fake = await startFakeWebhook({ secret: SECRET, now: () => NOW_MS })
  const headers = [
    { name: 'X-Team', value: 'blue' },
    { name: 'x-team', value: 'red' },
    { name: 'mointering-signature', value: 't=1,v1=forged' },
    { name: 'Idempotency-Key', value: 'always the same' },
    { name: 'Content-Type', value: 'text/evil' },
  ]
  const settings = settingsFor(`${fake.origin}/`, { secret: SECRET, headers, method: 'PUT' })
  expect(await deliverTo(fake, webhook, settings, SAMPLE_NOTICES.opened)).toMatchObject({ kind: 'sent' })
  expect(fake.calls[0]).toMatchObject({
    method: 'PUT',
    headers: { 'x-team': 'red', 'content-type': 'application/json', 'idempotency-key': SAMPLE_NOTICES.opened.id },
  })
})

const TEMPLATES = {
  json: [
    'application/json',
    '{"text": "{{title}}", "more": {"who": "{{ monitor.name }}", "none": "{{constructor}}{{nothing}}"}}',
  ],
  xml: ['application/xml', '<note at="{{at}}">{{title}}: {{summary}}</note>'],
  form: ['application/x-www-form-urlencoded', 'text={{title}}&url={{url}}'],
  plain: ['text/plain; charset=utf-8', '{{text}}'],
} as const

test.each(Object.entries(TEMPLATES))(
  'a template of %s holds what a stranger wrote as text alone',
  async (name, [contentType, template]) => {
    const body = webhookBody({ template, contentType }, SAMPLE_NOTICES.hostile)
    await expectGolden(`webhook-template.hostile.${name}.txt`, `${body}\n`)
    const { title, url } = SAMPLE_NOTICES.hostile
    if (name === 'json') expect(JSON.parse(body)).toEqual({ text: title, more: { who: 'Shop', none: '' } })
    if (name === 'form')
      expect([...new URLSearchParams(body)]).toEqual([
        ['text', title],
        ['url', url],
      ])
    if (name === 'xml') expect(body.match(/</g)).toHaveLength(2)
  },
)

test('a template that makes no JSON is for a person to mend, and is not sent', async () => {
  await using fake = await startFakeWebhook()
  const settings = settingsFor(`${fake.origin}/`, { template: '{"text": {{title}}}' })
  expect(await deliverTo(fake, webhook, settings, SAMPLE_NOTICES.opened)).toMatchObject({
    kind: 'permanent',
    reason: expect.stringContaining('valid JSON'),
  })
  expect(fake.calls).toEqual([])
})

test('a repeat has the same key, so that who receives it can show it once', async () => {
  await using fake = await startFakeWebhook()
  const settings = settingsFor(`${fake.origin}/`)
  await deliverTo(fake, webhook, settings, SAMPLE_NOTICES.opened)
  await deliverTo(fake, webhook, settings, SAMPLE_NOTICES.opened)
  expect(fake.calls).toHaveLength(2)
  expect(fake.shown).toHaveLength(1)
})

test.each([
  [{ status: 204 }, { kind: 'sent' }],
  [
    { status: 429, headers: { 'retry-after': '7' } },
    { kind: 'passing', retryAfterMs: 7000 },
  ],
  [
    { status: 500, body: 'oops' },
    { kind: 'passing', reason: 'HTTP 500: oops' },
  ],
  [{ status: 410 }, { kind: 'permanent', httpStatus: 410 }],
  [{ status: 307, headers: { location: 'http://127.0.0.1/' } }, { kind: 'permanent' }],
])('%j means %j', async (reply, outcome) => {
  await using fake = await startFakeWebhook()
  fake.next(reply)
  expect(await deliverTo(fake, webhook, settingsFor(`${fake.origin}/`), SAMPLE_NOTICES.opened)).toMatchObject(outcome)
})
