/** The tables that a storage backend lays out: one row a result, and the long texts of failures. Both have the time in the column `slot`. */
export const RESULT_TABLES = ['check_result', 'check_evidence'] as const
export type ResultTable = (typeof RESULT_TABLES)[number]
