import { connect } from 'node:net'
import type { Reference } from './sight.js'

const TIMEOUT_MS = 2000

/** True when a TCP connection to the reference opens within 2 s; it is closed at once and nothing is sent. Never rejects. */
export const reachReference = ({ host, port }: Reference): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, signal: AbortSignal.timeout(TIMEOUT_MS) })
    const end = (reached: boolean) => {
      socket.destroy()
      resolve(reached)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
