import { expect, test } from 'vitest'
import { createAccessTokens } from './access-token.js'
import { createCsrfTokens } from './csrf-token.js'
import { deriveAuthKeys } from './keys.js'
import { believingPreviousCsrf, believingPreviousTokens } from './previous-keys.js'

const [old, current, foreign] = [1, 2, 3].map((byte) => deriveAuthKeys(new Uint8Array(32).fill(byte)))
const session = {
  userId: '0198f3a0-0000-4000-8000-000000000001',
  sessionId: '0198f3a0-0000-4000-8000-000000000002',
}

test('a session survives a change of the key, until the previous one is taken away', async () => {
  if (!old || !current || !foreign) throw new Error('There are three keys')
  const tokens = believingPreviousTokens(createAccessTokens(current.accessToken), [createAccessTokens(old.accessToken)])
  const before = await createAccessTokens(old.accessToken).issue(session)
  expect(await tokens.verify(before)).toEqual(session)
  expect(await tokens.verify(await createAccessTokens(foreign.accessToken).issue(session))).toBeNull()
  expect(await createAccessTokens(current.accessToken).verify(await tokens.issue(session))).toEqual(session)
  expect(await createAccessTokens(current.accessToken).verify(before)).toBeNull() // then the session is renewed by its refresh token
})

test('so does the page that is open', () => {
  if (!old || !current || !foreign) throw new Error('There are three keys')
  const tokens = believingPreviousCsrf(createCsrfTokens(current.csrf), [createCsrfTokens(old.csrf)])
  const before = createCsrfTokens(old.csrf).issue(session.sessionId)
  expect(tokens.verify(before, session.sessionId)).toBe(true)
  expect(tokens.verify(before, 'another session')).toBe(false)
  expect(tokens.verify(createCsrfTokens(foreign.csrf).issue(session.sessionId), session.sessionId)).toBe(false)
  expect(createCsrfTokens(current.csrf).verify(tokens.issue(session.sessionId), session.sessionId)).toBe(true)
})
