import { expect, test } from 'vitest'
import { z } from 'zod'
import { InvalidMessageError } from './message-queue.js'
import { parseMessage } from './parse-message.js'

test('a valid body comes back as the schema knows it, an invalid one is for the dead letters', () => {
  const schema = z.object({ slot: z.int() })
  expect(parseMessage(schema, { slot: 1, more: true })).toEqual({ slot: 1 })
  expect(() => parseMessage(schema, { slot: 'x' })).toThrow(InvalidMessageError)
})
