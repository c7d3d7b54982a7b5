import { expect, test } from 'vitest'
import { openTestStore } from '../../test/fixtures.js'
import { removeOldAuditEntries } from './old-audit-entries.js'

const nowMs = Date.parse('2026-11-24T12:00:00Z')
const DAY_MS = 86_400_000

test('entries go when they are older than asked, whosever they are, and no others', async () => {
  await using store = await openTestStore()
  const { prisma, pool } = store.database
  const entry = (name: string, agoMs: number, workspaceId: string | null) => ({
    workspaceId,
    at: new Date(nowMs - agoMs),
    actorKind: 'system',
    actorName: 'Mointering',
    action: 'test.made',
    objectKind: 'test',
    objectName: name,
    changes: [],
  })
  await prisma.auditEntry.createMany({
    data: [
      entry('kept', 30 * DAY_MS, null),
      entry('old', 30 * DAY_MS + 1, null),
      entry('older', 400 * DAY_MS, '018f0000-0000-7000-8000-000000000000'),
      entry('new', 0, null),
    ],
  })
  expect(await removeOldAuditEntries(pool, { nowMs, days: 30 })).toBe(2)
  expect(await removeOldAuditEntries(pool, { nowMs, days: 30 })).toBe(0)
  const left = await prisma.auditEntry.findMany({ orderBy: { objectName: 'asc' }, select: { objectName: true } })
  expect(left.map(({ objectName }) => objectName)).toEqual(['kept', 'new'])
})
