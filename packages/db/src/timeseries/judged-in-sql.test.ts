import { judgeSlot } from '@mointering/monitoring-core/slot-verdict'
import { VERDICTS } from '@mointering/monitoring-core/verdict'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonitor, openTestStore, resultRow, write } from '../../test/fixtures.js'
import { readSlotVerdicts } from './read-slots.js'

const slotResults = fc.uniqueArray(
  fc.record({
    region: fc.constantFrom('a', 'b', 'c', 'd'),
    attempt: fc.constantFrom(0, 1, 2, 1003),
    verdict: fc.constantFrom(...VERDICTS),
  }),
  { minLength: 1, maxLength: 10, selector: ({ region, attempt }) => `${region}/${attempt}` },
)

test('SQL judges every slot as judgeSlot does', async () => {
  await using store = await openTestStore()
  const { database } = store
  const startMs = Date.UTC(2026, 0, 5)
  const slotsOfMonitor = fc.array(slotResults, { minLength: 1, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(slotsOfMonitor, fc.integer({ min: 0, max: 4 }), async (slots, minRegions) => {
      const { id, key: monitorKey } = await addMonitor(database)
      await database.prisma.monitor.update({ where: { id }, data: { minRegions } })
      const rows = slots.flatMap((results, index) =>
        results.map((result) => resultRow({ monitorKey, slotMs: startMs + index * 1000, ...result })),
      )
      await write(database, rows)
      const judged = await readSlotVerdicts(database.pool, {
        monitorKeys: [monitorKey],
        fromMs: startMs,
        toMs: startMs + 60_000,
      })
      expect(judged.map(({ verdict }) => verdict)).toEqual(slots.map((results) => judgeSlot(results, minRegions)))
    }),
    { numRuns: 40 },
  )
})
