import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { createGzip } from 'node:zlib'

/** Handlers for `startHttpTarget` and scripts for `startRawTarget`: how servers misbehave. */

/** Takes the request and never says a word. */
export const hang: RequestListener = () => undefined

/** Sends half of the announced body, then resets the connection. */
export const resetMidBody: RequestListener = (_req, res) => {
  res.writeHead(200, { 'content-length': '1000' })
  res.write('x'.repeat(500), () => res.socket?.resetAndDestroy())
}

/** One byte a second, for ever. */
export const dripBody: RequestListener = (_req, res) => {
  res.writeHead(200, { 'content-length': '1000000' })
  res.write('x')
  const timer = setInterval(() => res.write('x'), 1000)
  res.on('close', () => clearInterval(timer))
}

/** As many bytes as the client takes, for ever. */
export const endlessBody: RequestListener = (_req, res) => {
  const block = Buffer.alloc(64 * 1024, 'x')
  const pump = () => {
    while (!res.destroyed && res.write(block));
  }
  res.on('drain', pump)
  pump()
}

/** Always to an address that was not visited yet. */
export const endlessRedirects: RequestListener = (req, res) => {
  const step = Number(new URL(req.url ?? '/', 'http://x').searchParams.get('step') ?? 0)
  res.writeHead(302, { location: `/?step=${step + 1}` }).end()
}

export const redirectTo =
  (location: string, status = 302): RequestListener =>
  (_req, res) => {
    res.writeHead(status, { location }).end()
  }

/** 1 MiB of headers. */
export const hugeHeaders = (socket: Socket): void => {
  socket.write('HTTP/1.1 200 OK\r\n')
  for (let i = 0; i < 1024; i += 1) socket.write(`X-Filler-${i}: ${'x'.repeat(1000)}\r\n`)
  socket.end('\r\n')
}

/** A few hundred kilobytes that unpack to `mebibytes` MiB of spaces. */
export const gzipBomb =
  (mebibytes: number): RequestListener =>
  (_req, res) => {
    res.writeHead(200, { 'content-encoding': 'gzip' })
    const gzip = createGzip()
    gzip.pipe(res)
    const block = Buffer.alloc(1024 * 1024, ' ')
    for (let i = 0; i < mebibytes; i += 1) gzip.write(block)
    gzip.end()
  }

/** HTTP/1.0 without a length: the body ends with the connection. */
export const http10 = (socket: Socket): void => {
  socket.end('HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nold but fine')
}

/** 100 Continue before the answer. */
export const continueFirst = (socket: Socket): void => {
  socket.write('HTTP/1.1 100 Continue\r\n\r\n')
  socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
}

/** Says keep-alive and a length, then closes before the length is reached. */
export const keepAliveLiar = (socket: Socket): void => {
  socket.end('HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 100\r\n\r\nshort body')
}
