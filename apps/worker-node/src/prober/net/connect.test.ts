import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { createAddressGuard } from '../address-guard.js'
import { createDeadline } from '../deadline.js'
import { createNameResolver } from '../name-resolver.js'
import { createTrace, type ProbeContext } from '../probe.js'
import { connected } from './connect.js'
import { createSecureContexts } from './secure-contexts.js'

const contextOf = (timeoutMs: number): ProbeContext => ({
  guard: createAddressGuard({ allowedPrivateCidrs: [] }),
  resolver: createNameResolver(),
  secureContexts: createSecureContexts(),
  deadline: createDeadline(timeoutMs),
  trace: createTrace(),
})

test('a connection that never comes, as behind a firewall that drops packets, has a code of its own', async () => {
  const context = contextOf(40)
  const socket = new Socket() // nobody tells it to connect
  await expect(connected(context, socket, '192.0.2.1 port 80')).rejects.toMatchObject({
    finding: {
      verdict: 'down',
      code: 'connection_timeout',
      message: 'No connection to 192.0.2.1 port 80 within 40 ms.',
    },
  })
  expect(socket.destroyed).toBe(true)
  expect(context.trace.phases.connectMs).toBeGreaterThan(35)
})

test('a deadline that passed between two steps stops the next step at once', async () => {
  const context = contextOf(10_000)
  context.deadline.interrupt('timeout')
  await expect(connected(context, new Socket(), 'peer')).rejects.toMatchObject({
    finding: { code: 'connection_timeout' },
  })
  context.deadline.clear()
})
