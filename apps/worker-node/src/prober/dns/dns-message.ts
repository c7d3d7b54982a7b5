import { randomInt } from 'node:crypto'
import { isIP } from 'node:net'
import type { DNS_RECORD_TYPES } from '@mointering/api-contract/monitors/monitor-kinds'
import { type Answer, decode, encode, type Packet, RECURSION_DESIRED } from 'dns-packet'
import ipaddr from 'ipaddr.js'

export type RecordType = (typeof DNS_RECORD_TYPES)[number]
export type DnsQuestion = { id: number; name: string; type: RecordType }
export type DnsReply = { rcode: string; truncated: boolean; answers: Answer[] }

const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED']

/** A question with a random id. PTR of an IP address asks for its reverse name. */
export function createQuestion(host: string, type: RecordType): DnsQuestion {
  return { id: randomInt(65_536), name: type === 'PTR' ? reverseName(host) : host.replace(/\.$/, ''), type }
}

/** Without EDNS: every server understands it, and long answers come over TCP. */
export const encodeQuestion = ({ id, name, type }: DnsQuestion): Buffer =>
  encode({ type: 'query', id, flags: RECURSION_DESIRED, questions: [{ type, name }] })

/**
 * Reads a reply. Null when it does not belong to the question (another id, another name or type): forged or late, to be ignored.
 * Throws when it has our id and is not DNS.
 */
export function decodeReply(message: Buffer, question: DnsQuestion): DnsReply | null {
  if (message.length < 12 || message.readUInt16BE(0) !== question.id) return null
  const packet = decode(message)
  if (packet.type !== 'response' || !asks(packet, question)) return null
  const flags = packet.flags ?? 0
  const code = flags & 0x0f
  return { rcode: RCODES[code] ?? `RCODE${code}`, truncated: (flags & 0x0200) !== 0, answers: packet.answers ?? [] }
}

function asks({ questions = [] }: Packet, { name, type }: DnsQuestion): boolean {
  const [only] = questions
  return questions.length === 1 && only?.type === type && only.name.toLowerCase() === name.toLowerCase()
}

function reverseName(host: string): string {
  if (isIP(host) === 0) return host.replace(/\.$/, '')
  const bytes = ipaddr.parse(host).toByteArray().reverse()
  if (bytes.length === 4) return `${bytes.join('.')}.in-addr.arpa`
  const nibbles = bytes.flatMap((byte) => [byte & 0x0f, byte >> 4])
  return `${nibbles.map((nibble) => nibble.toString(16)).join('.')}.ip6.arpa`
}
