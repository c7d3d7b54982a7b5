import { expect, test } from 'vitest'
import { createScope } from './scope.js'

const part = (name: string, log: string[], error?: Error): AsyncDisposable => ({
  async [Symbol.asyncDispose]() {
    log.push(name)
    if (error !== undefined) throw error
  },
})

test('everything ends once, in reverse order', async () => {
  const log: string[] = []
  const scope = createScope()
  scope.add(part('database', log))
  scope.defer(() => void log.push('deferred'))
  const server = part('server', log)
  expect(scope.add(server)).toBe(server)
  await scope[Symbol.asyncDispose]()
  await scope[Symbol.asyncDispose]()
  expect(log).toEqual(['server', 'deferred', 'database'])
})

test('a part that fails to end does not keep the others from it, and its error is thrown', async () => {
  const log: string[] = []
  const failure = new Error('stuck')
  const scope = createScope()
  scope.add(part('first', log))
  scope.add(part('second', log, failure))
  await expect(scope[Symbol.asyncDispose]()).rejects.toBe(failure)
  expect(log).toEqual(['second', 'first'])

  scope.add(part('third', log, failure))
  scope.add(part('fourth', log, failure))
  await expect(scope[Symbol.asyncDispose]()).rejects.toThrow('2 parts did not end cleanly')
})
