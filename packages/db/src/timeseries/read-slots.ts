import type { Verdict } from '@mointering/monitoring-core/verdict'
import { epochMs, type Queryable } from '../queryable.js'
import { lastAttempts, SLOT_VERDICT } from './aggregate-sql.js'
import { verdictOf } from './verdict-of.js'

export type SlotVerdict = { monitorKey: number; slotMs: number; verdict: Verdict }

/** The verdict of every slot in [fromMs, toMs) that has results, on the schedule or not; ascending by monitor and slot. */
export async function readSlotVerdicts(
  client: Queryable,
  { monitorKeys, fromMs, toMs }: { monitorKeys: readonly number[]; fromMs: number; toMs: number },
): Promise<SlotVerdict[]> {
  const { rows } = await client.query<Omit<SlotVerdict, 'verdict'> & { verdict: number }>(
    `SELECT monitor_key AS "monitorKey", ${epochMs('slot')} AS "slotMs", ${SLOT_VERDICT} AS verdict
     FROM (${lastAttempts('check_result result WHERE result.monitor_key = ANY($1::int[]) AND result.slot >= $2 AND result.slot < $3')}) AS last_attempt
     JOIN monitor ON monitor.key = monitor_key
     GROUP BY monitor_key, slot ORDER BY monitor_key, slot`,
    [monitorKeys, new Date(fromMs), new Date(toMs)],
  )
  return rows.map((row) => ({ ...row, verdict: verdictOf(row.verdict) }))
}
