import { expect, test } from 'vitest'
import { activityWords } from './activity-words'

const entry = (action: string, name: string | null = null) => {
  const [kind = ''] = action.split('.')
  return { action, object: { kind, id: null, name } }
}

test('known actions have words of their own', () => {
  expect(activityWords(entry('account.signed_in'))).toBe('Signed in')
  expect(activityWords(entry('passkey.created', 'Phone'))).toBe('Passkey added: Phone')
  expect(activityWords(entry('account.created', 'Ada'))).toBe('Account made')
})

test('an action that is newer than the page is still readable', () => {
  expect(activityWords(entry('api_key.created', 'CI'))).toBe('API key created: CI')
})
