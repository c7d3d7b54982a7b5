import { createLogger } from '@mointering/backend-common/log/logger'
import { InvalidMessageError } from '@mointering/backend-common/queue/message-queue'
import { StaleStateError } from '@mointering/db/pipeline/monitor-states'
import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { createIngesterEvents } from './events.js'
import { createPatientHandler } from './patient-handler.js'

/** Handles the items with `commit` and says what became of each. */
async function handle(
  items: readonly string[],
  commit: (items: readonly string[]) => Promise<void>,
  stop = new AbortController(),
) {
  const forgotten: number[] = []
  const outcomes = new Map<string, unknown>()
  const handler = createPatientHandler<string>({
    commit,
    forget: (keys) => forgotten.push(...keys),
    events: createIngesterEvents(createLogger({ name: 'test', level: 'silent' }), new Registry()),
    stop: stop.signal,
  })
  await handler(
    items.map((item) => ({
      item,
      resolve: () => outcomes.set(item, 'committed'),
      reject: (error) => outcomes.set(item, error),
    })),
  )
  return { outcomes, forgotten }
}

const sqlError = (code: string) => Object.assign(new Error(code), { code })

test('a database that is away is asked again until it answers', async () => {
  let failures = 2
  const { outcomes } = await handle(['a', 'b'], async () => {
    if (failures-- > 0) throw sqlError('57P01')
  })
  expect([...outcomes.values()]).toEqual(['committed', 'committed'])
})

test('one message that cannot be stored is put aside, and the others are committed', async () => {
  const { outcomes } = await handle(['a', 'bad', 'c'], async (items) => {
    if (items.includes('bad')) throw sqlError('22003')
  })
  expect(outcomes.get('a')).toBe('committed')
  expect(outcomes.get('bad')).toBeInstanceOf(InvalidMessageError)
  expect(outcomes.get('c')).toBe('committed')
})

test('a state that somebody else changed is forgotten, and the batch is done again', async () => {
  let stale = true
  const { outcomes, forgotten } = await handle(['a'], async () => {
    if (stale) {
      stale = false
      throw new StaleStateError([7])
    }
  })
  expect(outcomes.get('a')).toBe('committed')
  expect(forgotten).toEqual([7])
})

test('a shutdown while the database is away gives the messages back', async () => {
  const stop = new AbortController()
  const away = sqlError('08006')
  const { outcomes } = await handle(
    ['a'],
    async () => {
      stop.abort()
      throw away
    },
    stop,
  )
  expect(outcomes.get('a')).toBe(away)
})
