import { once } from 'node:events'
import { connect } from 'node:net'
import { auditEntry, auditLogReply } from '@mointering/api-contract/http/audit-log'
import { ALICE } from '@mointering/test-kit/people/people'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { csvCell } from '../src/features/audit-log/audit-csv.js'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'

const MANY = 100_000

let world: ApiWorld
let people: People
let log: string
beforeAll(async () => {
  world = await startWorld()
  people = await addPeople(world)
  log = `${people.path}/audit-log`
})
afterAll(() => world[Symbol.asyncDispose]())

/** Entries of a workspace, oldest first: `action` and who, a minute apart since the first of January. */
async function addEntries(workspaceId: string, count: number): Promise<void> {
  await world.database.pool.query(
    `insert into audit_entry (workspace_id, at, actor_kind, actor_id, actor_name, action, object_kind, object_id, object_name, changes, user_agent)
     select $1, '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 minute', 'user', 'person-' || n % 100, 'Pat', 
            case when n % 2 = 0 then 'monitor.updated' else 'monitors_x.made' end, 'monitor', 'object-' || n % 1000, 'Home', '[]', 'curl/8.1'
     from generate_series(1, $2) n`,
    [workspaceId, count],
  )
  await world.database.pool.query('analyze audit_entry')
}

const read = async (query = '', path = log) => {
  const answer = await people.alice.request(`${path}${query}`)
  expect(answer.status, answer.text).toBe(200)
  return auditLogReply.parse(answer.body)
}

it('tells who did what, from where, with what changed and no secret', async () => {
  const made = await people.alice.request(`${people.path}/api-keys`, {
    json: { name: '=cmd|calc', scopes: ['read'] },
    headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0' },
  })
  const { items } = await read('?action=api_key.')
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({
    actor: { kind: 'user', name: ALICE.name },
    action: 'api_key.created',
    object: { kind: 'api_key', name: '=cmd|calc' },
    device: 'Firefox on Linux',
    requestId: made.headers.get('x-request-id'),
  })
  expect(items[0]?.changes.map(({ field }) => field).toSorted()).toEqual(['expiresAt', 'prefix', 'scopes'])
})

it('tells who downloaded it, and what they asked for; a look at the headers is no download', async () => {
  const before = (await read('?action=audit_log.exported')).items.length
  await people.alice.request(`${log}/export?format=csv`, { method: 'HEAD' })
  expect((await read('?action=audit_log.exported')).items).toHaveLength(before)
  const answer = await people.alice.request(`${log}/export?format=ndjson&action=monitor.`)
  expect(answer.status).toBe(200)
  const { items } = await read('?action=audit_log.exported')
  expect(items).toHaveLength(before + 1)
  expect(items[0]).toMatchObject({ actor: { name: ALICE.name }, requestId: answer.headers.get('x-request-id') })
  expect(items[0]?.changes).toContainEqual({ field: 'format', before: null, after: 'ndjson' })
  expect((await people.bob.request(`${log}/export?format=csv`)).status).toBe(403)
  expect((await read('?action=audit_log.exported')).items).toHaveLength(before + 1)
})

describe('in a workspace with many entries', () => {
  let path: string
  let workspaceId: string
  beforeAll(async () => {
    const dora = { ...ALICE, email: 'dora@example.org' }
    const signedUp = await world.signUp(dora)
    workspaceId = signedUp.workspaceId
    const { id: userId } = await world.database.prisma.user.findUniqueOrThrow({ where: { email: ALICE.email } })
    await world.database.prisma.membership.create({ data: { workspaceId, userId, role: 'admin' } })
    await people.alice.request('/api/v1/auth/sign-in', { json: { email: ALICE.email, password: ALICE.password } })
    await world.database.prisma.auditEntry.deleteMany({ where: { workspaceId } })
    await addEntries(workspaceId, MANY)
    path = `/api/v1/workspaces/${workspaceId}/audit-log`
  })

  it('pages through it, newest first, without a gap or a repetition', async () => {
    const seen: bigint[] = []
    let cursor = ''
    for (let n = 0; n < 4; n++) {
      const { items, nextCursor } = await read(`?limit=7${cursor}`, path)
      seen.push(...items.map(({ id }) => BigInt(id)))
      cursor = `&cursor=${nextCursor}`
    }
    expect(seen).toHaveLength(28)
    for (const [n, id] of seen.entries()) if (n > 0) expect(id).toBe((seen[n - 1] ?? 0n) - 1n)
    const { items, nextCursor } = await read('?limit=500&to=2026-01-01T00:05:00Z', path)
    expect([items.length, nextCursor]).toEqual([4, null])
  })

  it.each([
    ['?action=monitor.updated&limit=3', 3],
    ['?action=monitor.&limit=3', 3],
    ['?action=monitors_x.', 100],
    ['?action=monitorsXx.', 0], // _ is no wildcard
    ['?action=%25.', 0],
    ['?action=monitor', 0],
    ['?actorId=person-7', 100],
    ['?objectId=object-999&limit=500', 100],
    ['?actorId=person-7&objectId=object-999', 0],
    ['?from=2026-01-01T00:10:00Z&to=2026-01-01T00:20:00Z', 10],
    ['?from=2026-01-01T01:10:00%2B01:00&to=2026-01-01T00:20:00Z', 10],
    ['?from=9000-01-01T00:00:00Z', 0],
  ])('filters: %s', async (query, count) => {
    expect((await read(query, path)).items).toHaveLength(count)
  })

  it.each([
    '?cursor=x',
    '?cursor=WyI5OTk5OTk5OTk5OTk5OTk5OTk5Il0',
    '?cursor=WyItMSJd',
    '?from=yesterday',
    '?limit=501',
    '?from=0000-01-01T00:00:00Z',
    '?to=9999-12-31T23:59:59-14:00',
    '?action=%00',
    '?objectId=%ED%A0%80',
  ])('what makes no sense is refused or finds what it can, and breaks nothing: %s', async (query) => {
    const { status } = await people.alice.request(`${path}${query}`)
    expect([200, 400]).toContain(status)
  })

  it('a page is read from the index, whatever the filters', async () => {
    const wheres = [
      '',
      `and action like 'monitor.%'`,
      `and actor_id = 'person-7'`,
      `and object_id = 'none'`,
      `and at < '2026-01-02'`,
    ]
    for (const where of wheres) {
      const { rows } = await world.database.pool.query<{ 'QUERY PLAN': string }>(
        `explain select * from audit_entry where workspace_id = '${workspaceId}' and id < 90000 ${where} order by id desc limit 101`,
      )
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
      expect(plan).toMatch(/Index Scan/)
      expect(plan).not.toMatch(/Seq Scan/)
    }
  })

  it('exports all of it as NDJSON', async () => {
    const answer = await people.alice.open(`${path}/export?format=ndjson`)
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="audit-log-\d{4}-\d\d-\d\d\.ndjson"$/,
    )
    const lines = (await answer.text()).split('\n')
    expect(lines.pop()).toBe('')
    expect(lines).toHaveLength(MANY)
    const ids = new Set(lines.map((line) => Object(JSON.parse(line)).id))
    expect(ids.size).toBe(MANY)
    expect(auditEntry.parse(JSON.parse(lines[0] ?? ''))).toMatchObject({ device: 'curl' })
  })

  it('a client that reads slowly holds little, and one that leaves ends it', async () => {
    const query = vi.spyOn(world.database.prisma.auditEntry, 'findMany')
    const { port } = new URL(world.url)
    const socket = connect(Number(port), '127.0.0.1')
    const cookies = [...people.alice.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    socket.write(`GET ${path}/export?format=ndjson HTTP/1.1\r\nHost: x\r\nCookie: ${cookies}\r\n\r\n`)
    await once(socket, 'readable')
    // What the kernel and the stream buffer, and then nothing more is asked for.
    let calls = -1
    await vi.waitFor(
      () => {
        const before = calls
        calls = query.mock.calls.length
        expect(calls).toBe(before)
      },
      { interval: 300, timeout: 10_000 },
    )
    expect(calls).toBeLessThan(MANY / 500 / 2)
    socket.destroy()
    const errors = () => world.logged.filter((line) => line.includes('a request failed'))
    expect((await people.alice.request(path)).status).toBe(200)
    expect(query.mock.calls.length).toBeLessThanOrEqual(calls + 2)
    expect(errors()).toEqual([])
    query.mockRestore()
  })
})

it('exports CSV that no spreadsheet runs', async () => {
  const answer = await people.alice.open(`${log}/export`)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
  const lines = (await answer.text()).split('\r\n')
  expect(lines[0]).toBe(
    'id,at,actor_kind,actor_id,actor_name,action,object_kind,object_id,object_name,changes,ip_address,device,request_id',
  )
  expect(lines.find((line) => line.includes('api_key.created'))).toContain(",'=cmd|calc,")
  expect(lines.at(-1)).toBe('')
})

it.each([
  [null, ''],
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\r=1"'],
  ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ['a=1', 'a=1'],
])('the cell of %j', (value, cell) => {
  expect(csvCell(value)).toBe(cell)
})

it('is for owners and admins, and of one workspace only', async () => {
  for (const path of [log, `${log}/export`]) {
    expect((await people.bob.request(path)).status).toBe(403)
    expect((await people.charlie.request(path)).status).toBe(404)
    expect((await world.nobody().request(path)).status).toBe(401)
  }
  const { items } = await read('?limit=500')
  expect(items.some(({ actor }) => actor.name === 'Pat')).toBe(false)
})
