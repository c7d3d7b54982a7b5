import type { Socket } from 'node:net'
import type { TcpSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { type Finding, fail, failure } from '../finding.js'
import { connectTcp } from '../net/connect.js'
import { explainSocketError } from '../net/network-errors.js'
import { once } from '../net/once.js'
import { canonicalHost, resolveTarget } from '../net/resolve-target.js'
import { connectSecure } from '../net/secure.js'
import { interrupted } from '../net/under-deadline.js'
import { addPhase, type Probe, type ProbeContext } from '../probe.js'
import { slowerThan } from '../slow.js'

/** What is read of an answer while looking for the expected text. */
const ANSWER_CAP = 64 * 1024

/** Connects; with TLS, shakes hands; with `send`, sends; with `expect`, reads until the text came. */
export const probeTcp: Probe<TcpSettings> = async (settings, context) => {
  const host = canonicalHost(settings.host)
  const { port } = settings
  const address = await resolveTarget(context, host, settings.ipFamily)
  const socket = settings.tls
    ? await connectSecure(context, { address, port }, { host, verify: settings.verifyTls, client: null })
    : await connectTcp(context, address, port)
  const finding = await converse(context, socket, settings)
  return finding ?? slowerThan(settings.degradedMs, context.deadline.elapsedMs())
}

function converse(
  context: ProbeContext,
  socket: Socket,
  { send, expect, host, port }: TcpSettings,
): Promise<Finding | null> {
  const peer = `${host} port ${port}`
  const { deadline, trace } = context
  return new Promise((resolve) => {
    const sentAt = performance.now()
    let received = Buffer.alloc(0)
    const finish = once((finding: Finding | null) => {
      if (expect !== null) addPhase(trace, 'ttfbMs', sentAt)
      if (finding && received.length > 0) trace.bodySample = received.toString('utf8', 0, 4096)
      socket.destroy()
      resolve(finding)
    })
    const unexpected = (why: string) =>
      finish(failure('tcp_unexpected_answer', `${peer} ${why} (${received.length} bytes came) without “${expect}”.`))

    socket.on('error', (error) => finish(explainSocketError(error, peer).finding))
    if (expect === null) {
      // Flushed is as far as we can see; `send` may be nothing at all.
      socket.write(send ?? '', () => finish(null))
      return
    }
    deadline.onInterrupt((why) => {
      if (why === 'timeout' && received.length > 0) return unexpected(`sent other text within ${deadline.timeoutMs} ms`)
      finish(
        interrupted(why, () =>
          fail('answer_timeout', `Connected to ${peer}, but no answer within ${deadline.timeoutMs} ms.`),
        ).finding,
      )
    })
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      if (received.includes(expect)) finish(null)
      else if (received.length >= ANSWER_CAP) unexpected('sent too much')
    })
    socket.on('end', () => unexpected('closed the connection'))
    socket.on('close', () => unexpected('closed the connection'))
    if (send !== null) socket.write(send)
  })
}
