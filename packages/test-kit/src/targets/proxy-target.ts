import { createServer, request } from 'node:http'
import { connect } from 'node:net'
import { listen, type Target } from './listen.js'

export type ProxyTarget = Target & {
  /** What was asked of it: `GET http://...` or `CONNECT host:port`. */
  requests: string[]
}

/** An HTTP proxy: forwards absolute-form requests and opens tunnels. With `refuseWith` it answers that status to every CONNECT. */
export async function startProxyTarget({ refuseWith }: { refuseWith?: number } = {}): Promise<ProxyTarget> {
  const requests: string[] = []
  const server = createServer((req, res) => {
    requests.push(`${req.method} ${req.url}`)
    const onward = request(
      req.url ?? '',
      { method: req.method ?? 'GET', headers: req.headers, agent: false },
      (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(res)
      },
    )
    onward.on('error', () => res.writeHead(502).end())
    req.pipe(onward)
  })
  server.on('connect', (req, client) => {
    requests.push(`CONNECT ${req.url}`)
    if (refuseWith !== undefined) {
      client.end(`HTTP/1.1 ${refuseWith} No\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    const { hostname, port } = new URL(`http://${req.url}`)
    const upstream = connect({ host: hostname, port: Number(port) || 80 }, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(client).pipe(upstream)
    })
    upstream.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'))
    client.on('error', () => upstream.destroy())
    client.on('close', () => upstream.destroy())
  })
  return { ...(await listen(server)), requests }
}
