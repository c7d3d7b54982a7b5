import { once } from 'node:events'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { createTestDatabase } from '@mointering/test-kit/services/test-database'
import pg from 'pg'
import { expect, test } from 'vitest'
import { fromSources, ROOT, run, startMointering, temporaryFolder } from './support/running-mointering.js'

const start = (env: NodeJS.ProcessEnv) => run(fromSources('start', '--no-pages'), { PORT: '0', ...env })
const TIMEOUT = { timeout: 60_000 }

/** One sentence on one line, nothing else, exit code 1. */
function expectSentence(result: Awaited<ReturnType<typeof run>>, sentence: RegExp): void {
  expect(result.stdout).toBe('')
  expect(result.stderr.trim().split('\n')).toEqual([expect.stringMatching(sentence)])
  expect(result.code).toBe(1)
}

test('a busy port', TIMEOUT, async () => {
  using folder = temporaryFolder()
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = address !== null && typeof address !== 'string' ? address.port : 0
  const result = await start({ PORT: String(port), MOINTERING_DATA_DIR: folder.path })
  other.close()
  expectSentence(
    result,
    new RegExp(
      `^Port ${port} is already in use: stop the program that has it, or choose another one with PORT, for example PORT=${port + 1}\\.$`,
    ),
  )
})

test('a file in the place of the data folder', TIMEOUT, async () => {
  using folder = temporaryFolder()
  const path = join(folder.path, 'data')
  writeFileSync(path, 'mine')
  expectSentence(
    await start({ MOINTERING_DATA_DIR: path }),
    /^Cannot write to the data folder .*data \(it is a file, not a folder\): set MOINTERING_DATA_DIR to a folder that can be written\.$/,
  )
  expect(statSync(path).size).toBe(4)
})

test('a data folder below a file', TIMEOUT, async () => {
  using folder = temporaryFolder()
  writeFileSync(join(folder.path, 'file'), '')
  expectSentence(
    await start({ MOINTERING_DATA_DIR: join(folder.path, 'file/data') }),
    /^Cannot write to the data folder .* \(a part of it is a file, not a folder\)/,
  )
})

test.runIf(process.platform === 'linux')('a data folder on a read-only file system', TIMEOUT, async () => {
  // /sys takes no folders from anybody, root included.
  expectSentence(
    await start({ MOINTERING_DATA_DIR: '/sys/mointering' }),
    /^Cannot write to the data folder \/sys\/mointering \(.+\): set MOINTERING_DATA_DIR/,
  )
})

test('a second instance on the same folder, and the first one does not mind', TIMEOUT, async () => {
  using folder = temporaryFolder()
  await using first = await startMointering(fromSources('start', '--no-pages'), folder.path)
  const result = await start({ MOINTERING_DATA_DIR: folder.path })
  expectSentence(
    result,
    new RegExp(
      `^Mointering is already running on the data folder .* \\(process \\d+, ${first.url}\\): stop that one first`,
    ),
  )
  expect((await fetch(`${first.url}/api/health/ready`)).status).toBe(200)
})

test('a damaged database', TIMEOUT, async () => {
  using folder = temporaryFolder()
  mkdirSync(join(folder.path, 'postgres'))
  writeFileSync(join(folder.path, 'postgres/PG_VERSION'), '18\n')
  expectSentence(
    await start({ MOINTERING_DATA_DIR: folder.path }),
    /^The database did not start: .+ \(the whole story is in .*logs\/postgres\.log\)\.$/,
  )
})

test('a database of a newer release', TIMEOUT, async () => {
  using folder = temporaryFolder()
  await using database = await createTestDatabase({ migrated: true })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name) VALUES ('from-the-future', 'x', now(), '99991231000000_future')`,
  )
  await client.end()
  expectSentence(await start({ MOINTERING_DATA_DIR: folder.path, DATABASE_URL: database.url }), /newer/)
})

test('a database that is not there', TIMEOUT, async () => {
  using folder = temporaryFolder()
  const env = { MOINTERING_DATA_DIR: folder.path, DATABASE_URL: 'postgres://ada:secret@127.0.0.1:1/none' }
  const result = await start(env)
  expectSentence(result, /^The database that DATABASE_URL names cannot be used: .*ECONNREFUSED/)
  expect(result.stderr).not.toContain('secret')
})

test('wrong settings, all at once and without their values', TIMEOUT, async () => {
  using folder = temporaryFolder()
  const result = await start({
    MOINTERING_DATA_DIR: folder.path,
    PORT: 'three',
    PROBE_CONCURRENCY: '-7',
    REDIS_URL: 'http://secret',
  })
  expect(result.stderr).toMatch(/^Cannot start, 3 settings need attention/)
  for (const variable of ['PORT', 'PROBE_CONCURRENCY', 'REDIS_URL'])
    expect(result.stderr).toMatch(new RegExp(`^ {2}${variable}: `, 'm'))
  expect(result.stderr).not.toMatch(/three|-7|secret/)
  expect(result.code).toBe(1)
})

test.each(['start', 'test', 'mointering', 'dev'])('scripts/%s.mjs on a too old Node', async (script) => {
  const oldNode =
    'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"18.20.4"}})'
  const result = await run([process.execPath, '--import', oldNode, join(ROOT, `scripts/${script}.mjs`)])
  expectSentence(
    result,
    /^Mointering needs Node 20\.19 or newer, and this is Node 18\.20\.4: install a newer one from https:\/\/nodejs\.org\.$/,
  )
})
