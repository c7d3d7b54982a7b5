import type { Role } from '@mointering/api-contract/http/accounts'
import { expect, test } from 'vitest'
import { whyNotChange, whyNotRemove } from './why-not'

const member = (userId: string, role: Role) => ({
  userId,
  role,
  name: userId,
  email: `${userId}@example.org`,
  secondFactor: false,
  joinedAt: '2026-11-01T00:00:00.000Z',
})
const ada = member('ada', 'owner')
const bob = member('bob', 'admin')
const cleo = member('cleo', 'viewer')
const LAST = /needs an owner/

test.each([
  ['an owner changes an admin', 'owner', ada, bob, null, null],
  ['the last owner stays', 'owner', ada, ada, LAST, LAST],
  ['an admin changes a viewer', 'admin', bob, cleo, null, null],
  ['an admin leaves owners alone', 'admin', bob, ada, /Only owners/, /Only owners/],
  ['a viewer changes nobody', 'viewer', cleo, bob, /Only owners and admins/, /Only owners and admins/],
  ['a viewer leaves', 'viewer', cleo, cleo, /Only owners and admins/, null],
] as const)('%s', (_, ownRole, own, target, change, remove) => {
  const situation = { ownRole, ownId: own.userId, members: [ada, bob, cleo] }
  const expected = (pattern: RegExp | null) => (pattern ? expect.stringMatching(pattern) : null)
  expect(whyNotChange(target, situation)).toEqual(expected(change))
  expect(whyNotRemove(target, situation)).toEqual(expected(remove))
})

test('one of two owners may go', () => {
  const situation = { ownRole: 'owner', ownId: 'ada', members: [ada, member('eve', 'owner')] } as const
  expect(whyNotChange(ada, situation)).toBeNull()
  expect(whyNotRemove(ada, situation)).toBeNull()
})
