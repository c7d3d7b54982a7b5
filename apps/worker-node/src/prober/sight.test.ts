import { startTcpTarget } from '@mointering/test-kit/targets/tcp-targets'
import { describe, expect, test, vi } from 'vitest'
import { networkOf } from './network-of.js'
import { reachReference } from './reach-reference.js'
import { createSight, type Reference } from './sight.js'

const isPublic = (address: string) => !address.startsWith('10.')
const ONE = { host: '192.0.2.1', port: 443 }
const OTHER = { host: '198.51.100.1', port: 443 }
const SHOP = '203.0.113.7'
const BLOG = '198.18.0.9'

/** A prober for which these references are reachable. */
function prober(reachable: Set<Reference>, references: readonly Reference[] = [ONE, OTHER]) {
  const clock = { ms: 0 }
  const reach = vi.fn(async (reference: Reference) => reachable.has(reference))
  return { clock, reach, sight: createSight({ references, reach, isPublic, now: () => clock.ms }) }
}

describe('what we see', () => {
  test('a target in another network that answered since the check began', async () => {
    const { sight, reach } = prober(new Set())
    sight.answered(BLOG)
    reach.mockClear()
    expect(await sight.look(SHOP, 0)).toBe('sees')
    expect(reach).not.toHaveBeenCalled()
  })

  test('not one that answered before, nor a neighbour of the silent one', async () => {
    const { sight, clock } = prober(new Set())
    sight.answered(BLOG)
    clock.ms = 10
    expect(await sight.look(SHOP, 5)).toBe('unclear')
    sight.answered('203.0.113.99')
    expect(await sight.look(SHOP, 5)).toBe('unclear')
    sight.answered(BLOG)
    expect(await sight.look(SHOP, 5)).toBe('sees')
  })

  test('a reference, when one of those answers that did before', async () => {
    const reachable = new Set<Reference>([ONE, OTHER])
    const { sight, reach, clock } = prober(reachable)
    sight.answered(BLOG)
    await vi.waitFor(() => expect(reach).toHaveBeenCalledTimes(2))
    reachable.delete(ONE)
    clock.ms = 10
    expect(await sight.look(SHOP, clock.ms)).toBe('sees')
  })

  test('nothing when no reference answers any more, also where the name was not found', async () => {
    const reachable = new Set<Reference>([ONE, OTHER])
    const { sight, reach, clock } = prober(reachable)
    sight.answered(BLOG)
    await vi.waitFor(() => expect(reach).toHaveBeenCalledTimes(2))
    reachable.clear()
    clock.ms = 10
    expect(await sight.look(SHOP, clock.ms)).toBe('blind')
    expect(await sight.look(null, clock.ms)).toBe('blind')
    reachable.add(OTHER)
    clock.ms = 20
    expect(await sight.look(SHOP, clock.ms)).toBe('sees')
  })

  test('is not known behind a firewall that never let a reference through', async () => {
    const { sight, reach } = prober(new Set())
    sight.answered(BLOG)
    await vi.waitFor(() => expect(reach).toHaveBeenCalledTimes(2))
    expect(await sight.look(SHOP, 1)).toBe('unclear')
  })

  test('says nothing of private networks, and nothing is sent on their account', async () => {
    const { sight, reach, clock } = prober(new Set<Reference>([ONE]))
    sight.answered('10.0.0.1')
    expect(await sight.look('10.0.0.2', clock.ms)).toBe('unclear')
    expect(reach).not.toHaveBeenCalled()
  })

  test('is asked once for many checks that fail together', async () => {
    const { sight, reach, clock } = prober(new Set<Reference>([ONE]), [ONE])
    sight.answered(BLOG)
    await vi.waitFor(() => expect(reach).toHaveBeenCalledTimes(1))
    reach.mockClear()
    clock.ms = 10
    const looks = Array.from({ length: 100 }, (_, n) => sight.look(`192.${n}.3.1`, 10))
    expect(new Set(await Promise.all(looks))).toEqual(new Set(['sees']))
    expect(reach).toHaveBeenCalledTimes(1)
  })
})

test('a reference is reached by opening a connection, and not when nothing listens', async () => {
  let port: number
  {
    await using target = await startTcpTarget()
    port = target.port
    expect(await reachReference({ host: '127.0.0.1', port })).toBe(true)
  }
  expect(await reachReference({ host: '127.0.0.1', port })).toBe(false)
})

test.each([
  ['203.0.113.7', '203.0.0.0/16'],
  ['::ffff:203.0.113.7', '203.0.0.0/16'],
  ['2001:db8:1::5', '2001:db8::/32'],
  ['no address', 'no address'],
])('the network of %s is %s', (address, network) => expect(networkOf(address)).toBe(network))
