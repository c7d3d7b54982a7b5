import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { portAnswers, startChildServer } from './child-server.js'
import { findProgram } from './find-program.js'
import { freePort } from './free-port.js'
import { keepPrivateServer, type PrivateServer } from './private-server.js'

/** Is there a Redis (or Valkey) on this machine that `startPrivateRedis` can start? */
export const hasRedis = () => findProgram('redis-server', 'valkey-server') !== null

/** A Redis of one's own that stores nothing: after a restart it is empty. */
export async function startPrivateRedis(): Promise<PrivateServer> {
  const command = findProgram('redis-server', 'valkey-server')
  if (command === null) throw new Error('There is no redis-server on this machine')
  const folder = await mkdtemp(join(tmpdir(), 'mointering-redis-'))
  const port = await freePort()
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
  return keepPrivateServer(`redis://127.0.0.1:${port}`, folder, () =>
    startChildServer({
      command,
      args,
      env: process.env,
      answers: () => portAnswers(port, 'PING\r\n', (answer) => answer.toString().startsWith('+PONG')),
      startTimeoutMs: 15_000,
      folder,
    }),
  )
}
