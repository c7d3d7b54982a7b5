import { createSocket } from 'node:dgram'
import { isIP } from 'node:net'
import { fail } from '../finding.js'
import type { DnsServer } from '../name-resolver.js'
import { connectTcp } from '../net/connect.js'
import { describe, explainSocketError } from '../net/network-errors.js'
import { once } from '../net/once.js'
import { interrupted } from '../net/under-deadline.js'
import type { ProbeContext } from '../probe.js'
import { type DnsQuestion, type DnsReply, decodeReply, encodeQuestion } from './dns-message.js'

/** UDP packets get lost without anything being broken: ask again this often. */
const ASK_AGAIN_MS = 1000

/** Asks one server, by UDP and again by TCP when the answer is truncated (RFC 7766). Throws a CheckFailure when no valid reply comes. */
export async function askServer(context: ProbeContext, server: DnsServer, question: DnsQuestion): Promise<DnsReply> {
  const reply = await askByUdp(context, server, question)
  return reply.truncated ? askByTcp(context, server, question) : reply
}

function askByUdp(context: ProbeContext, { address, port }: DnsServer, question: DnsQuestion): Promise<DnsReply> {
  const query = encodeQuestion(question)
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4')
    let again: NodeJS.Timeout | undefined
    let ignored = 0
    const settle = once((finish: () => void) => {
      clearInterval(again)
      socket.close()
      finish()
    })
    context.deadline.onInterrupt((why) =>
      settle(() => reject(interrupted(why, () => noAnswer(context, address, ignored)))),
    )
    socket.on('error', (error) => settle(() => reject(explainSocketError(error, `${address} port ${port}`))))
    socket.on('message', (message) => {
      try {
        const reply = decodeReply(message, question)
        if (reply) settle(() => resolve(reply))
        else ignored += 1
      } catch (error) {
        settle(() => reject(invalid(address, error)))
      }
    })
    // Connected, so that the kernel takes packets of this server only, and tells us when the port is closed.
    socket.connect(port, address, () => {
      socket.send(query)
      again = setInterval(() => socket.send(query), ASK_AGAIN_MS)
    })
  })
}

async function askByTcp(context: ProbeContext, { address, port }: DnsServer, question: DnsQuestion): Promise<DnsReply> {
  const socket = await connectTcp(context, address, port)
  const query = encodeQuestion(question)
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0)
    const settle = once((finish: () => void) => {
      socket.destroy()
      finish()
    })
    context.deadline.onInterrupt((why) => settle(() => reject(interrupted(why, () => noAnswer(context, address, 0)))))
    socket.on('error', (error) => settle(() => reject(explainSocketError(error, `${address} port ${port}`))))
    socket.on('end', () => settle(() => reject(invalid(address, 'the connection ended before the answer did'))))
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      // RFC 1035 4.2.2: two bytes of length before the message.
      const length = received.length >= 2 ? received.readUInt16BE(0) : Number.POSITIVE_INFINITY
      if (received.length < length + 2) return
      try {
        const reply = decodeReply(received.subarray(2, 2 + length), question)
        settle(() => (reply ? resolve(reply) : reject(invalid(address, 'it answers another question'))))
      } catch (error) {
        settle(() => reject(invalid(address, error)))
      }
    })
    const length = Buffer.alloc(2)
    length.writeUInt16BE(query.length)
    socket.write(Buffer.concat([length, query]))
  })
}

const noAnswer = ({ deadline }: ProbeContext, address: string, ignored: number) =>
  ignored > 0
    ? fail('dns_invalid_answer', `${address} sent ${ignored} packets that do not answer our question.`)
    : fail('dns_no_answer', `The DNS server ${address} did not answer within ${deadline.timeoutMs} ms.`)

const invalid = (address: string, why: unknown) =>
  fail('dns_invalid_answer', `What ${address} answered is not valid DNS.`, describe(why))
