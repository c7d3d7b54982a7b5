import { ROLES, type Role } from '@mointering/api-contract/http/accounts'
import { expect, it } from 'vitest'
import { requireMayAssign, touchesOwners } from './role-rules.js'

const anything: (Role | null)[] = [...ROLES, null]
const pairs = anything.flatMap((from) => anything.map((to) => [from, to] as const))
const may = (own: Role, from: Role | null, to: Role | null): boolean => {
  try {
    requireMayAssign(own, from, to)
    return true
  } catch {
    return false
  }
}

it('an owner may make anything of anybody', () => {
  expect(pairs.filter(([from, to]) => !may('owner', from, to))).toEqual([])
})

it.each(ROLES.filter((role) => role !== 'owner'))('as %s nobody makes, changes or removes an owner', (own) => {
  const refused = pairs.filter(([from, to]) => !may(own, from, to))
  expect(refused).toEqual(pairs.filter((pair) => pair.includes('owner')))
})

it('only a change that touches owners wants a fresh proof', () => {
  expect([touchesOwners('editor', 'owner'), touchesOwners('owner', null), touchesOwners('owner', 'admin')]).toEqual([
    true,
    true,
    true,
  ])
  expect([touchesOwners('owner', 'owner'), touchesOwners('admin', 'viewer')]).toEqual([false, false])
})
