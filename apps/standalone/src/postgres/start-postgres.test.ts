import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { isAlive, recordedPid, serversIn } from './leftover-server.js'
import { startEmbeddedPostgres } from './start-postgres.js'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mointering-postgres-'))
  chmodSync(folder, 0o700) // as a checkout under /root: closed to the account that the server runs as
  folders.push(folder)
  return folder
}

async function start(parent: string, notes: string[] = []) {
  const options = { folder: join(parent, 'postgres'), password: 'p@ss/word', logPath: join(parent, 'postgres.log') }
  return startEmbeddedPostgres({ ...options, onNote: (note) => void notes.push(note) })
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('a second start finds what the first one wrote, and stopping leaves no process', async () => {
  const parent = newFolder()
  {
    await using server = await start(parent)
    await query(server.url, 'CREATE TABLE kept AS SELECT 1 AS n')
  }
  expect(serversIn(join(parent, 'postgres'))).toEqual([])
  await using server = await start(parent)
  expect(await query(server.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }])
  expect(await query(server.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
})

test('nobody gets in without the password', async () => {
  await using server = await start(newFolder())
  await expect(query(server.url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
})

test('a server that a killed process left behind is stopped, and its commits are there', async () => {
  const parent = newFolder()
  const folder = join(parent, 'postgres')
  // Another process starts it and dies at once, as SIGKILL would have it.
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('./start-postgres.ts', import.meta.url).href)})
    const server = await startEmbeddedPostgres(${JSON.stringify({ folder, password: 'p@ss/word', logPath: join(parent, 'postgres.log') })})
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    await client.query('CREATE TABLE kept AS SELECT 2 AS n')
    process.kill(process.pid, 'SIGKILL')`
  const node = () =>
    execFileSync(
      process.execPath,
      ['--import', 'tsx', '--conditions=source', '--input-type=module', '--eval', script],
      {
        cwd: new URL('../..', import.meta.url),
        stdio: 'pipe',
      },
    )
  expect(node).toThrow(expect.objectContaining({ signal: 'SIGKILL' }))
  const orphan = recordedPid(folder)
  expect(orphan !== null && isAlive(orphan)).toBe(true)

  const notes: string[] = []
  await using server = await start(parent, notes)
  expect(notes).toEqual(['Stopped a database that an earlier run had left behind.'])
  expect(await query(server.url, 'SELECT n FROM kept')).toEqual([{ n: 2 }])
})

test.runIf(process.platform === 'linux')(
  'a number in postmaster.pid that belongs to another program now is no obstacle, and that program lives on',
  async () => {
    const parent = newFolder()
    await (await start(parent))[Symbol.asyncDispose]()
    writeFileSync(join(parent, 'postgres/postmaster.pid'), `${process.ppid}\n${join(parent, 'postgres')}\n`)
    await using server = await start(parent)
    expect(await query(server.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
    expect(isAlive(process.ppid)).toBe(true)
  },
)

test('what cannot be started says why, in one sentence that names the log', async () => {
  const parent = newFolder()
  await (await start(parent))[Symbol.asyncDispose]()
  const settings = join(parent, 'postgres/postgresql.conf')
  writeFileSync(settings, `${readFileSync(settings, 'utf8')}\nshared_buffers = nonsense\n`)
  await expect(start(parent)).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringMatching(
      /^The database did not start: configuration file .* contains errors \(the whole story is in .*postgres\.log\)\.$/,
    ),
  })
})

test('a cluster of another major version is left alone', async () => {
  const parent = newFolder()
  mkdirSync(join(parent, 'postgres'))
  writeFileSync(join(parent, 'postgres/PG_VERSION'), '16\n')
  await expect(start(parent)).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringContaining('made by PostgreSQL 16'),
  })
  expect(existsSync(join(parent, 'postgres/PG_VERSION'))).toBe(true)
})

test('a server that ends by itself is told about', async () => {
  const parent = newFolder()
  await using server = await start(parent)
  const pid = recordedPid(join(parent, 'postgres'))
  process.kill(pid ?? Number.NaN, 'SIGQUIT')
  expect(await server.ended).toMatch(/^The database ended by itself: /)
})
