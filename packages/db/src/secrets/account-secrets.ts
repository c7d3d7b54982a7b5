import type pg from 'pg'
import type { Queryable } from '../queryable.js'
import type { SecretCount } from './monitor-secrets.js'

/** Columns of sealed texts about accounts. `owner` is what the text is bound to, after the word of `context`. */
const COLUMNS = {
  totp: { table: 'totp', id: 'user_id', owner: 'user_id', text: 'secret', context: 'totp' },
  mail: { table: 'mail', id: 'id', owner: 'recipient', text: 'message', context: 'mail' },
} as const
export type AccountSecretKind = keyof typeof COLUMNS
export const ACCOUNT_SECRET_KINDS = ['totp', 'mail'] as const satisfies readonly AccountSecretKind[]

export type SealedRow = { id: string; text: string; context: string }

/** Rows above `afterId` that are sealed, but not with what `prefix` names. Locks them until the transaction ends. */
export async function lockRowsNotSealedWith(
  client: pg.PoolClient,
  kind: AccountSecretKind,
  { prefix, afterId, limit }: { prefix: string; afterId: string; limit: number },
): Promise<SealedRow[]> {
  const { table, id, owner, text, context } = COLUMNS[kind]
  const { rows } = await client.query<SealedRow>(
    `SELECT ${id}::text AS id, ${text} AS text, '${context} ' || ${owner}::text AS context FROM ${table}
     WHERE ${id} > $1::uuid AND starts_with(${text}, 'sealed:') AND NOT starts_with(${text}, $2)
     ORDER BY ${id} LIMIT $3 FOR UPDATE`,
    [afterId, prefix, limit],
  )
  return rows
}

/** Stores the text of a row, sealed anew. */
export async function writeSealedText(
  client: pg.PoolClient,
  kind: AccountSecretKind,
  row: { id: string; text: string },
): Promise<void> {
  const { table, id, text } = COLUMNS[kind]
  await client.query(`UPDATE ${table} SET ${text} = $2 WHERE ${id} = $1::uuid`, [row.id, row.text])
}

/** How many rows are sealed with which key. */
export async function countAccountSecrets(client: Queryable, kind: AccountSecretKind): Promise<SecretCount[]> {
  const { table, text } = COLUMNS[kind]
  const { rows } = await client.query<SecretCount>(
    `SELECT substring(${text} FROM '^sealed:v1:([0-9a-f]{8}):') AS "keyId", count(*)::int AS count
     FROM ${table} WHERE starts_with(${text}, 'sealed:') GROUP BY 1 ORDER BY 1`,
  )
  return rows
}
