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
export function connectTcp(context: ProbeContext, address: string, port: number): Promise<Socket> {
  const { deadline, trace } = context
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    // An IP address: Node resolves nothing, so this is the address that the guard saw. Happy Eyeballs would hide a dead one.
    const socket = connect({ host: address, port, autoSelectFamily: false, noDelay: true })
    const end = once((finish: () => void) => {
      addPhase(trace, 'connectMs', startedAt)
      finish()
    })
    const giveUp = (failure: CheckFailure) => {
      socket.destroy()
      reject(failure)
    }
    // Stays on the socket: an error between two steps must not end the process.
    socket.on('error', (error) => end(() => giveUp(explainSocketError(error, `${address} port ${port}`))))
    socket.once('connect', () => end(() => resolve(socket)))
    deadline.onInterrupt((why) =>
      end(() => giveUp(interrupted(why, () => tooSlow(`${address} port ${port}`, deadline.timeoutMs)))),
    )
  })
}

const tooSlow = (peer: string, timeoutMs: number) =>
  fail('connection_timeout', `No connection to ${peer} within ${timeoutMs} ms.`)
