import { connect, type Socket } from 'node:net'
import { type CheckFailure, fail } from '../finding.js'
import { addPhase, type ProbeContext } from '../probe.js'
import { explainSocketError } from './network-errors.js'
import { once } from './once.js'
import { interrupted } from './under-deadline.js'

/**
 * One TCP connection to one checked address. The caller owns the socket and must destroy it. Throws a CheckFailure when there
 * is no connection; nothing is left open then.
 */
export const connectTcp = (context: ProbeContext, address: string, port: number): Promise<Socket> =>
  connected(context, connect(endpoint(address, port)), `${address} port ${port}`)

/** An IP address: Node resolves nothing, so it is the one that the guard saw. Happy Eyeballs would hide a dead address. */
export const endpoint = (address: string, port: number) =>
  ({ host: address, port, autoSelectFamily: false, noDelay: true }) as const

/** Waits until a socket that was told to connect has done so. */
export function connected<Kind extends Socket>(
  { deadline, trace }: ProbeContext,
  socket: Kind,
  peer: string,
): Promise<Kind> {
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const end = once((finish: () => void) => {
      addPhase(trace, 'connectMs', startedAt)
      finish()
    })
    const giveUp = (failure: CheckFailure) => {
      socket.destroy()
      reject(failure)
    }
    // Stays on the socket: an error between two steps must not end the process.
    socket.on('error', (error) => end(() => giveUp(explainSocketError(error, peer))))
    socket.once('connect', () => end(() => resolve(socket)))
    deadline.onInterrupt((why) => end(() => giveUp(interrupted(why, () => tooSlow(peer, deadline.timeoutMs)))))
  })
}

const tooSlow = (peer: string, timeoutMs: number) =>
  fail('connection_timeout', `No connection to ${peer} within ${timeoutMs} ms.`)
