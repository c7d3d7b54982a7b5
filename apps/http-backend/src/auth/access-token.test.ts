import { randomUUID } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { ACCESS_TOKEN_SECONDS, createAccessTokens } from './access-token.js'

const named = () => ({ userId: randomUUID(), sessionId: randomUUID() })
const tokens = createAccessTokens(new Uint8Array(32).fill(1))
afterEach(() => vi.useRealTimers())

test('a token that was verified before still ends when it ends', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const session = named()
  const token = await tokens.issue(session)
  expect(await tokens.verify(token)).toEqual(session)
  vi.setSystemTime(Date.now() + (ACCESS_TOKEN_SECONDS - 1) * 1000)
  expect(await tokens.verify(token)).toEqual(session)
  vi.setSystemTime(Date.now() + 2000)
  expect(await tokens.verify(token)).toBeNull()
})

test('remembering one token opens no door to another that looks alike', async () => {
  const token = await tokens.issue(named())
  await tokens.verify(token)
  const [head, payload, signature = ''] = token.split('.')
  for (const forged of [`${head}.${payload}.`, `${head}.${payload}.${signature.slice(0, -2)}AA`, `${token}.x`]) {
    expect(await tokens.verify(forged)).toBeNull()
  }
  expect(await createAccessTokens(new Uint8Array(32).fill(2)).verify(token)).toBeNull()
})
