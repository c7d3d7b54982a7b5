import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import express from 'express'
import { expect, it, onTestFinished, vi } from 'vitest'
import { type EventStream, openEventStream } from './event-stream.js'

type Opened = { stream: EventStream; res: ServerResponse }

/** A real connection: `socket` is the client's end, its answer unread. */
async function openOverNetwork() {
  const app = express()
  const opened = new Promise<Opened>((resolve) => {
    app.get('/', (_req, res) => resolve({ stream: openEventStream(res), res }))
  })
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const socket = connect(address.port, '127.0.0.1')
  onTestFinished(() => {
    socket.destroy()
    server.close()
  })
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  return { ...(await opened), socket }
}

it('one who does not read is cut off before much is held for him', async () => {
  const { stream, res, socket } = await openOverNetwork()
  socket.pause()
  const payload = { text: 'x'.repeat(60_000) }
  let mostHeld = 0
  await vi.waitFor(
    () => {
      stream.send('monitor', payload)
      mostHeld = Math.max(mostHeld, res.writableLength)
      expect(stream.closed).toBe(true)
    },
    { timeout: 15_000, interval: 1 },
  )
  expect(mostHeld).toBeLessThan(400 * 1024)
  stream.send('monitor', payload) // to nobody, and nothing happens
  expect(res.writableLength).toBeLessThan(400 * 1024)
})

it('one who reads is not, however much there is', async () => {
  const { stream, socket } = await openOverNetwork()
  const heard = text(socket)
  for (let n = 0; n < 300; n++) {
    stream.send('monitor', { text: 'x'.repeat(60_000) })
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(stream.closed).toBe(false)
  stream.end()
  socket.end()
  expect((await heard).length).toBeGreaterThan(18_000_000)
})

it('what stands in an event cannot end it or begin another', async () => {
  const { stream, socket } = await openOverNetwork()
  const heard = text(socket)
  stream.send('monitor', { name: 'a\n\nevent: forged\ndata: {}\r\r\n\u2028' })
  stream.end()
  socket.end()
  expect((await heard).match(/^(event|data|id|retry):/gm)).toEqual(['event:', 'data:'])
})

it('tells caches and proxies to keep their hands off', async () => {
  const { res } = await openOverNetwork()
  expect(res.getHeader('cache-control')).toBe('no-cache, no-transform')
  expect(res.getHeader('x-accel-buffering')).toBe('no')
})
