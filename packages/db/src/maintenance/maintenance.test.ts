import { expect, test } from 'vitest'
import { addMonitor, openTestStore, resultRow, write } from '../../test/fixtures.js'
import { rollUp } from '../timeseries/rollup.js'
import { purgeDeletedMonitors, UNDO_MS } from './deleted-monitors.js'
import { purgeDeletedWorkspaces, WORKSPACE_GRACE_MS } from './deleted-workspaces.js'
import { DEFAULT_EXPIRY, removeExpiredRows } from './expired-rows.js'

const nowMs = Date.now()
const ago = (ms: number) => new Date(nowMs - ms)
const DAY_MS = 86_400_000

test('a deleted monitor goes with all it left once undo is over, and not before', async () => {
  await using store = await openTestStore()
  const { prisma, pool } = store.database
  const [gone, undoable, kept] = [
    await addMonitor(store.database),
    await addMonitor(store.database),
    await addMonitor(store.database),
  ]
  for (const { key, revisions } of [gone, undoable, kept]) {
    const slotMs = revisions[0]?.effectiveFromMs ?? 0
    await write(store.database, [resultRow({ monitorKey: key, slotMs, verdict: 'down', message: 'x' })])
  }
  await rollUp(pool, { fromMs: nowMs - DAY_MS, toMs: nowMs + 1 })
  await prisma.monitor.update({ where: { key: gone.key }, data: { deletedAt: ago(UNDO_MS + 1) } })
  await prisma.monitor.update({ where: { key: undoable.key }, data: { deletedAt: ago(UNDO_MS - 60_000) } })

  expect(await purgeDeletedMonitors(pool, nowMs)).toBe(1)
  expect(await purgeDeletedMonitors(pool, nowMs)).toBe(0)
  expect((await prisma.monitor.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key)).toEqual([
    undoable.key,
    kept.key,
  ])
  for (const table of [
    'check_result',
    'check_evidence',
    'check_rollup_hour',
    'check_rollup_day',
    'schedule_revision',
  ]) {
    const { rows } = await pool.query<{ monitor_key: number }>(`SELECT DISTINCT monitor_key FROM ${table} ORDER BY 1`)
    expect(rows.map((row) => row.monitor_key)).toEqual([undoable.key, kept.key])
  }
})

test('a deleted workspace goes with all that is in it once its grace is over, in bounded steps', async () => {
  await using store = await openTestStore()
  const { prisma, pool } = store.database
  const monitors = []
  for (let n = 0; n < 23; n++) monitors.push(await addMonitor(store.database))
  const [first, kept, undoable] = monitors
  if (!first || !kept || !undoable) throw new Error('no monitors')
  const workspaceOf = async (key: number) => (await prisma.monitor.findUniqueOrThrow({ where: { key } })).workspaceId
  const workspaceId = await workspaceOf(first.key)
  const ofOthers = [kept.key, undoable.key]
  await prisma.monitor.updateMany({ where: { key: { notIn: ofOthers } }, data: { workspaceId } })
  const user = await prisma.user.create({ data: { email: 'b@example.org', name: 'B' } })
  await prisma.membership.create({ data: { workspaceId, userId: user.id, role: 'owner' } })
  await write(store.database, [resultRow({ monitorKey: first.key, slotMs: first.revisions[0]?.effectiveFromMs ?? 0 })])
  const deletedAt = ago(WORKSPACE_GRACE_MS + 2 * 3_600_000)
  await prisma.workspace.update({ where: { id: workspaceId }, data: { deletedAt } })
  const justNow = { deletedAt: ago(WORKSPACE_GRACE_MS - 60_000) }
  await prisma.workspace.update({ where: { id: await workspaceOf(undoable.key) }, data: justNow })
  await prisma.workspace.deleteMany({ where: { deletedAt: null, monitors: { none: {} } } })

  expect(await purgeDeletedWorkspaces(pool, nowMs)).toEqual({ monitors: 20, workspaces: 0 })
  expect(await purgeDeletedWorkspaces(pool, nowMs)).toEqual({ monitors: 1, workspaces: 1 })
  expect(await purgeDeletedWorkspaces(pool, nowMs)).toEqual({ monitors: 0, workspaces: 0 })
  expect((await prisma.monitor.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key)).toEqual(ofOthers)
  expect(await prisma.workspace.count()).toBe(2)
  expect([await prisma.membership.count(), await prisma.user.count()]).toEqual([0, 1])
  expect((await pool.query('SELECT FROM check_result')).rowCount).toBe(0)
})

test('only what has expired is removed', async () => {
  await using store = await openTestStore()
  const { prisma, pool } = store.database
  const user = await prisma.user.create({ data: { email: 'a@example.org', name: 'A', passwordHash: 'x' } })
  const session = (expiresAt: Date, revokedAt: Date | null, token: string, usedAt: Date | null) =>
    prisma.session.create({
      data: { userId: user.id, expiresAt, revokedAt, tokens: { create: { tokenHash: Buffer.from(token), usedAt } } },
    })
  const living = new Date(nowMs + DAY_MS)
  await session(living, null, 'current', null)
  await session(living, null, 'just used', ago(DAY_MS))
  await session(living, null, 'used long ago', ago(8 * DAY_MS))
  await session(living, ago(8 * DAY_MS), 'revoked long ago', null)
  await session(living, ago(DAY_MS), 'just revoked', null)
  await session(ago(8 * DAY_MS), null, 'expired long ago', null)
  const { id: workspaceId } = await prisma.workspace.create({ data: { slug: 'w', name: 'W' } })
  for (const [key, createdAt] of [
    ['new', ago(1000)],
    ['old', ago(2 * DAY_MS)],
  ] as const) {
    await prisma.idempotencyKey.create({
      data: { workspaceId, key, createdAt, requestHash: Buffer.from('x'), status: 201, reply: {} },
    })
  }

  for (const [email, days] of [
    ['still@example.org', 29],
    ['long-ago@example.org', 31],
  ] as const) {
    const invitation = { email, role: 'viewer', tokenHash: Buffer.from(email), expiresAt: ago(days * DAY_MS) } as const
    await prisma.invitation.create({ data: { workspaceId, ...invitation } })
  }

  const [soon, justNow] = [new Date(nowMs + 1000), ago(1000)]
  for (const [name, expiresAt] of [
    ['alive', soon],
    ['expired', justNow],
  ] as const) {
    const tokenHash = Buffer.from(name)
    await prisma.accountToken.create({
      data: { purpose: 'sign_up', email: `${name}@example.org`, tokenHash, expiresAt },
    })
    await prisma.authFlow.create({ data: { kind: name, tokenHash, data: {}, expiresAt } })
  }
  for (const [recipient, days] of [
    ['last-week@example.org', 6],
    ['long-ago@example.org', 8],
  ] as const) {
    await prisma.mail.create({ data: { recipient, message: 'x', expiresAt: ago(days * DAY_MS) } })
  }

  expect(await removeExpiredRows(pool, { ...DEFAULT_EXPIRY, nowMs })).toBe(8)
  expect((await prisma.accountToken.findMany()).map(({ email }) => email)).toEqual(['alive@example.org'])
  expect((await prisma.authFlow.findMany()).map(({ kind }) => kind)).toEqual(['alive'])
  expect((await prisma.mail.findMany()).map(({ recipient }) => recipient)).toEqual(['last-week@example.org'])
  expect((await prisma.invitation.findMany()).map(({ email }) => email)).toEqual(['still@example.org'])
  const tokens = await prisma.refreshToken.findMany()
  expect(tokens.map(({ tokenHash }) => Buffer.from(tokenHash).toString()).toSorted()).toEqual([
    'current',
    'just revoked',
    'just used',
  ])
  expect(await prisma.session.count()).toBe(4)
  expect((await prisma.idempotencyKey.findMany()).map(({ key }) => key)).toEqual(['new'])
})
