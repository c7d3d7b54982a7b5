import { expect, test } from 'vitest'
import { AppError } from './app-error.js'

test('an expected refusal carries its status, and keeps cause and context apart from the public text', () => {
  const cause = new Error('duplicate key')
  const error = new AppError('conflict', 'That name is taken', { cause, context: { monitorId: 'm1' } })
  expect(error).toMatchObject({
    name: 'AppError',
    code: 'conflict',
    status: 409,
    publicMessage: 'That name is taken',
    issues: [],
  })
  expect(error.cause).toBe(cause)
  expect(error.context).toEqual({ monitorId: 'm1' })
  expect(error.message).toBe('That name is taken')
})
