import type pg from 'pg'

/** A pool, or a client of it inside a transaction. */
export type Queryable = pg.Pool | pg.PoolClient

/** SQL for a timestamp as epoch milliseconds in a JavaScript number. Columns hold whole milliseconds; rounding removes what floating point adds. */
export const epochMs = (column: string): string => `round(date_part('epoch', ${column}) * 1000)`

/** SQL for epoch milliseconds as a timestamp of the precision that our columns have. */
export const timestampOf = (ms: string): string => `to_timestamp(${ms} / 1000.0)::timestamptz(3)`

/** The numbers of an array that a query gave as text (`column::text`), without nulls. Far quicker than the driver's own parser for arrays. */
export const numbersOf = (literal: string): number[] =>
  literal === '{}' ? [] : literal.slice(1, -1).split(',').map(Number)
