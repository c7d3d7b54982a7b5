import { expect, test } from 'vitest'
import { createLogger, type Logger } from './logger.js'

/** What was logged, one object a line, and as it was written. */
function capture(work: (log: Logger) => void): { text: string; lines: Record<string, unknown>[] } {
  const written: string[] = []
  const log = createLogger({ name: 'test', level: 'debug', destination: { write: (line) => void written.push(line) } })
  work(log)
  return { text: written.join(''), lines: written.map((line) => JSON.parse(line)) }
}

test('a line is JSON with the time in ISO 8601, the level by name, bindings and message', () => {
  const { lines } = capture((log) =>
    log.child({ monitorId: 'm1' }).info({ attempt: 2, at: new Date(0) }, 'checked %s', 'it'),
  )
  expect(lines).toEqual([
    expect.objectContaining({
      level: 'info',
      name: 'test',
      monitorId: 'm1',
      attempt: 2,
      at: '1970-01-01T00:00:00.000Z',
      msg: 'checked it',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    }),
  ])
})

test('below the level nothing is written', () => {
  expect(capture((log) => log.trace('quiet')).text).toBe('')
})

test('an error is written with type, message, stack, code and cause', () => {
  const error = Object.assign(new TypeError('broken', { cause: new Error('deeper') }), { code: 'E_BROKEN' })
  const { lines } = capture((log) => {
    log.error({ err: error }, 'it failed')
    log.error(error)
  })
  const err = {
    type: 'TypeError',
    message: 'broken',
    code: 'E_BROKEN',
    stack: expect.stringContaining('logger.test.ts'),
  }
  expect(lines[0]).toMatchObject({ msg: 'it failed', err: { ...err, cause: { type: 'Error', message: 'deeper' } } })
  expect(lines[1]).toMatchObject({ msg: 'broken', err })
})

const SECRET = 'hunter2hunter2'
const leaks: [string, (log: Logger) => void][] = [
  ['a password', (log) => log.info({ user: { password: SECRET } })],
  ['a token under a longer name', (log) => log.info({ refreshToken: SECRET, csrf_token: SECRET, 'x-api-key': SECRET })],
  ['a cookie', (log) => log.info({ cookies: { mointering_access: SECRET }, 'set-cookie': [`a=${SECRET}`] })],
  [
    'request headers',
    (log) => log.info({ req: { headers: { authorization: `Bearer ${SECRET}`, 'x-custom': SECRET } } }),
  ],
  ['a Headers object', (log) => log.info({ headers: new Headers({ 'x-custom': SECRET }) })],
  ['raw headers', (log) => log.info({ rawHeaders: ['X-Custom', SECRET] })],
  ['a body', (log) => log.info({ body: { anything: SECRET } })],
  ['the credentials of a URL', (log) => log.info({ url: `amqp://guest:${SECRET}@localhost:5672/vhost` })],
  ['credentials with an @ inside', (log) => log.info({ url: `postgres://me:p@${SECRET}@db/x` })],
  ['credentials with a slash inside', (log) => log.info({ url: `postgres://me:p/${SECRET}@db/x` })],
  ['the query of a URL', (log) => log.info({ url: `https://example.org/path?key=${SECRET}#${SECRET}` })],
  ['a URL object', (log) => log.info({ target: new URL(`https://u:${SECRET}@example.org/?q=${SECRET}`) })],
  ['a URL in a message', (log) => log.info(`cannot reach redis://:${SECRET}@localhost`)],
  ['a URL in a parameter of a message', (log) => log.info('cannot reach %s', `https://h/?t=${SECRET}`)],
  ['a bearer token in a message', (log) => log.info(`sent Authorization: Bearer ${SECRET}`)],
  ['an assignment in a message', (log) => log.info(`connect with password=${SECRET} failed`)],
  ['the message of an error', (log) => log.error({ err: new Error(`connect amqp://u:${SECRET}@h`) })],
  ['the message of an error that is logged alone', (log) => log.error(new Error(`connect amqp://u:${SECRET}@h`))],
  [
    'the cause of an error',
    (log) => log.error({ err: new Error('x', { cause: new Error(`https://h/?t=${SECRET}`) }) }),
  ],
  ['a field of an error', (log) => log.error({ err: Object.assign(new Error('x'), { config: { password: SECRET } }) })],
  ['whatever hangs on an error', (log) => log.error({ err: Object.assign(new Error('x'), { hint: { a: SECRET } }) })],
  ['the key of a cancelled query', (log) => log.info({ secretKey: SECRET, secret_key: SECRET })],
  [
    'an instance of a class',
    (log) =>
      log.info({
        client: new (class Client {
          pass = SECRET
        })(),
      }),
  ],
  [
    'the cause of an error that is no error',
    (log) => log.error({ err: new Error('x', { cause: new Map([['secret', SECRET]]) }) }),
  ],
  ['errors of an AggregateError', (log) => log.error({ err: new AggregateError([new Error(`token=${SECRET}`)]) })],
  ['the bindings of a child', (log) => log.child({ token: SECRET, url: `https://u:${SECRET}@h` }).info('hello')],
  ['an array', (log) => log.info({ targets: [{ url: `https://h/?t=${SECRET}` }] })],
  ['a map', (log) => log.info({ settings: new Map([['secret', SECRET]]) })],
  ['a heartbeat address', (log) => log.info({ path: `/api/heartbeats/${SECRET}` })],
  ['bytes', (log) => log.info({ content: Buffer.from(SECRET) })],
  ['something nested deeply', (log) => log.info({ a: { b: { c: { d: { e: { f: { g: { password: SECRET } } } } } } } })],
]

test.each(leaks)('%s does not reach the log', (_, work) => {
  const { text } = capture(work)
  expect(text).not.toBe('')
  expect(text).not.toContain(SECRET)
})

test('what is no secret stays readable', () => {
  const { lines } = capture((log) =>
    log.info(
      { url: 'https://example.org:8443/a/@b?x=1', tokens: 5, tokenCount: 5, region: 'eu', headers: { host: 'h' } },
      'at https://h/p',
    ),
  )
  expect(lines[0]).toMatchObject({
    url: 'https://example.org:8443/a/@b?[redacted]',
    tokens: 5,
    tokenCount: 5,
    region: 'eu',
    headers: { host: '[redacted]' },
    msg: 'at https://h/p',
  })
})

test('what was logged is not changed', () => {
  const fields = { user: { password: SECRET } }
  capture((log) => log.info(fields))
  expect(fields).toEqual({ user: { password: SECRET } })
})

test('an error of the database names its code and nothing that hangs on it', () => {
  const client = { user: 'ada', processID: 5 }
  const error = Object.assign(new Error('terminated'), { code: '57P01', client, severity: 'FATAL' })
  const { lines } = capture((log) => log.warn({ err: error }, 'lost'))
  expect(Object.keys(Object(lines[0]?.err)).toSorted()).toEqual(['code', 'message', 'stack', 'type'])
  expect(lines[0]).toMatchObject({ err: { code: '57P01', message: 'terminated' } })
})

test('a cycle does not hang the logger', () => {
  const node: Record<string, unknown> = { region: 'eu' }
  node.self = node
  expect(capture((log) => log.info(node)).lines[0]).toMatchObject({ region: 'eu' })
})
