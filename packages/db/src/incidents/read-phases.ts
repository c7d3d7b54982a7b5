import type { TypicalPhases } from '@mointering/monitoring-core/grown-phases'
import { VERDICT_CODE } from '@mointering/monitoring-core/verdict'
import { type Queryable, timestampOf } from '../queryable.js'

/** From `fromMs` until before `toMs`. */
export type Span = { fromMs: number; toMs: number }

/**
 * The median of each phase by region over the checks of a monitor in some spans of time, which do not overlap. With `good`, of those that were up alone; else of all that
 * could look.
 */
export async function readTypicalPhases(
  client: Queryable,
  { monitorKey, spans, good }: { monitorKey: number; spans: readonly Span[]; good: boolean },
): Promise<Map<string, TypicalPhases>> {
  const { rows } = await client.query<TypicalPhases & { region: string }>(
    `SELECT region.code AS region, count(*)::int AS checks, ${['dns', 'connect', 'tls', 'ttfb', 'transfer']
      .map((phase) => `percentile_cont(0.5) WITHIN GROUP (ORDER BY ${phase}_ms)::float8 AS ${phase}`)
      .join(', ')}
     FROM unnest($2::float8[], $3::float8[]) AS span (from_ms, to_ms)
     JOIN check_result result ON result.monitor_key = $1
       AND result.slot >= ${timestampOf('span.from_ms')} AND result.slot < ${timestampOf('span.to_ms')}
     JOIN region ON region.key = result.region_key
     WHERE result.verdict ${good ? `= ${VERDICT_CODE.up}` : `<> ${VERDICT_CODE.unknown}`}
     GROUP BY region.code`,
    [monitorKey, spans.map(({ fromMs }) => fromMs), spans.map(({ toMs }) => toMs)],
  )
  return new Map(rows.map(({ region, ...phases }) => [region, phases]))
}
