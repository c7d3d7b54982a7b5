import { connect, type Socket } from 'node:net'
import { fail } from '../finding.js'
import { addPhase, type ProbeContext } from '../probe.js'
import { explainSocketError } from './network-errors.js'
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
    const giveUp = (error: Error) => {
      addPhase(trace, 'connectMs', startedAt)
      socket.destroy()
      reject(error)
    }
    const onError = (error: Error) => giveUp(explainSocketError(error, `${address} port ${port}`))
    deadline.onInterrupt((why) =>
      giveUp(
        interrupted(why, () =>
          fail('connection_timeout', `No connection to ${address} port ${port} within ${deadline.timeoutMs} ms.`),
        ),
      ),
    )
    socket.on('error', onError)
    socket.once('connect', () => {
      addPhase(trace, 'connectMs', startedAt)
      socket.off('error', onError)
      resolve(socket)
    })
  })
}
