import type { SessionReply } from '@mointering/api-contract/http/accounts'
import { expect, test } from 'vitest'
import { toSession } from '../session/session'
import { describeSessionChange } from './describe-session-change'

const user = { id: '0', email: 'ada@example.org', name: 'Ada' }
const home = { id: 'a', slug: 'home', name: 'Home', role: 'owner' } as const
const work = { id: 'b', slug: 'work', name: 'Work', role: 'editor' } as const

function changeTo(workspaces: SessionReply['workspaces']) {
  const session = toSession({ user, workspaces: [home, work] }, 'b')
  return session && describeSessionChange(session, { user, workspaces })
}

test('nothing changed', () => expect(changeTo([home, work])).toBeNull())
test('who was removed is told, and goes on where they still are', () =>
  expect(changeTo([home])).toEqual({
    words: { title: 'You are not in Work any more', description: 'This is Home.' },
    goTo: 'a',
  }))
test('who was removed from the last one goes nowhere by themselves', () =>
  expect(changeTo([])).toMatchObject({ words: { description: 'You are in no other workspace.' }, goTo: null }))
test('another role is told', () =>
  expect(changeTo([home, { ...work, role: 'viewer' }])).toEqual({
    words: { title: 'You are viewer of Work now' },
    goTo: null,
  }))
test('another name shows by itself', () =>
  expect(changeTo([{ ...home, name: 'House' }, work])).toEqual({ words: null, goTo: null }))
