import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export type Load = { requests: number; seconds: number }

/**
 * Asks for one path over keep-alive connections as fast as it is answered, for so many seconds. A bare socket client: at these rates a full HTTP
 * client would be what is measured. Rejects when an answer is not 200.
 */
export async function load(
  url: string,
  headers: Record<string, string>,
  options: { connections: number; seconds: number },
): Promise<Load> {
  const { hostname, port, pathname } = new URL(url)
  const lines = Object.entries({ host: hostname, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  const request = `GET ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`
  const startedAt = performance.now()
  const endsAt = startedAt + options.seconds * 1000
  const counts = await Promise.all(
    Array.from({ length: options.connections }, async () => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true })
      await once(socket, 'connect')
      return askUntil(socket, request, endsAt)
    }),
  )
  return { requests: counts.reduce((sum, count) => sum + count, 0), seconds: (performance.now() - startedAt) / 1000 }
}

function askUntil(socket: Socket, request: string, endsAt: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0
    let heard = ''
    socket.setEncoding('latin1')
    socket.on('error', reject)
    socket.on('data', (chunk: string) => {
      heard += chunk
      const bodyAt = heard.indexOf('\r\n\r\n') + 4
      if (bodyAt < 4) return
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(heard)?.[1])
      if (heard.length < bodyAt + length) return
      if (!heard.startsWith('HTTP/1.1 200')) return reject(new Error(`Not 200: ${heard.slice(0, 500)}`))
      heard = ''
      count++
      if (performance.now() < endsAt) return socket.write(request)
      socket.end()
      resolve(count)
    })
    socket.write(request)
  })
}
