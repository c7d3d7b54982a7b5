import { createSocket, type RemoteInfo } from 'node:dgram'
import { createServer, type Socket } from 'node:net'
import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, type Question, TRUNCATED_RESPONSE } from 'dns-packet'
import { listen, type Target } from './listen.js'

/**
 * How a name behaves: its records; an rcode; `silent` never answers; `{ afterMs }` answers late; `truncated` fits only over TCP;
 * `garbage` is no DNS; `forged` has another id.
 */
export type NameBehaviour =
  | Answer[]
  | 'NXDOMAIN'
  | 'SERVFAIL'
  | 'REFUSED'
  | 'silent'
  | 'garbage'
  | 'forged'
  | { afterMs: number; answers: Answer[] }
  | { truncated: Answer[] }

export type DnsTarget = Target & {
  /** `127.0.0.1:port`, as `setServers` of node:dns takes it. */
  address: string
  /** Questions that came, `A example.org`, in order. */
  questions: string[]
}

const RCODE = { NXDOMAIN: 3, SERVFAIL: 2, REFUSED: 5 }

/** A DNS server over UDP and TCP on one port. Names that it does not know do not exist. */
export async function startDnsTarget(names: Record<string, NameBehaviour>): Promise<DnsTarget> {
  const questions: string[] = []
  const reply = (message: Buffer, tcp: boolean, send: (answer: Buffer) => void) => {
    const { id = 0, questions: [question] = [] } = decode(message)
    if (!question) return
    if (!tcp) questions.push(`${question.type} ${question.name}`)
    answerTo(names[question.name.toLowerCase()] ?? 'NXDOMAIN', { id, question, tcp }, send)
  }
  const target = await listen(createServer((socket) => serveTcp(socket, reply)))
  const udp = createSocket('udp4')
  udp.on('message', (message: Buffer, from: RemoteInfo) =>
    reply(message, false, (answer) => udp.send(answer, from.port, from.address, () => undefined)),
  )
  await new Promise<void>((resolve, reject) => {
    udp.once('error', reject)
    udp.bind(target.port, '127.0.0.1', resolve)
  })
  return {
    port: target.port,
    address: `127.0.0.1:${target.port}`,
    questions,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => udp.close(() => resolve()))
      await target[Symbol.asyncDispose]()
    },
  }
}

type Asked = { id: number; question: Question; tcp: boolean }

function answerTo(behaviour: NameBehaviour, asked: Asked, send: (answer: Buffer) => void): void {
  if (typeof behaviour === 'object' && 'afterMs' in behaviour) {
    setTimeout(() => send(packet(asked, 0, ofType(behaviour.answers, asked))), behaviour.afterMs).unref()
  } else if (behaviour !== 'silent') {
    send(messageFor(behaviour, asked))
  }
}

function messageFor(behaviour: Exclude<NameBehaviour, 'silent' | { afterMs: number }>, asked: Asked): Buffer {
  if (behaviour === 'garbage') return Buffer.concat([head(asked.id), Buffer.alloc(40, 0xff)])
  if (behaviour === 'forged') return packet({ ...asked, id: asked.id ^ 1 }, 0, [])
  if (typeof behaviour === 'string') return packet(asked, RCODE[behaviour], [])
  if (Array.isArray(behaviour)) return packet(asked, 0, ofType(behaviour, asked))
  return asked.tcp ? packet(asked, 0, ofType(behaviour.truncated, asked)) : packet(asked, TRUNCATED_RESPONSE, [])
}

const ofType = (answers: Answer[], { question }: Asked) =>
  answers.filter(({ type }) => type === question.type || type === 'CNAME')

const packet = ({ id, question }: Asked, flags: number, answers: Answer[]): Buffer =>
  encode({ type: 'response', id, flags: AUTHORITATIVE_ANSWER | flags, questions: [question], answers })

function head(id: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(id)
  return bytes
}

function serveTcp(
  socket: Socket,
  reply: (message: Buffer, tcp: boolean, send: (answer: Buffer) => void) => void,
): void {
  let received = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    if (received.length < 2 || received.length < received.readUInt16BE(0) + 2) return
    reply(received.subarray(2), true, (answer) => socket.write(Buffer.concat([lengthOf(answer), answer])))
  })
}

const lengthOf = (message: Buffer) => head(message.length)
