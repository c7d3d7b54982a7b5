import { channelSecretsOf } from '@mointering/api-contract/channels/channel-secrets'
import type pg from 'pg'
import type { Queryable } from '../queryable.js'
import type { SecretCount } from './monitor-secrets.js'

export type StoredChannel = { id: string; settings: unknown }

/** Channels above `afterId`, by id. Locks them until the transaction ends. */
export async function lockChannels(
  client: pg.PoolClient,
  { afterId, limit }: { afterId: string; limit: number },
): Promise<StoredChannel[]> {
  const { rows } = await client.query<StoredChannel>(
    'SELECT id, settings FROM channel WHERE id > $1::uuid ORDER BY id LIMIT $2 FOR NO KEY UPDATE',
    [afterId, limit],
  )
  return rows
}

/** Stores the same settings, sealed anew. No new version: nothing changed for people. */
export async function writeSealedChannel(client: pg.PoolClient, { id, settings }: StoredChannel): Promise<void> {
  await client.query('UPDATE channel SET settings = $2 WHERE id = $1', [id, JSON.stringify(settings)])
}

/** True when each secret of the settings begins with `prefix`. */
export const isSealedWith = (settings: unknown, prefix: string): boolean =>
  channelSecretsOf(settings).every(({ text }) => text.startsWith(prefix))

const BATCH = 500
const FIRST_UUID = '00000000-0000-0000-0000-000000000000'

/** How many secrets of channels are sealed with which key; null for those that are not sealed. What is secret only the contract knows, so all are read. */
export async function countChannelSecrets(client: Queryable): Promise<SecretCount[]> {
  const counts = new Map<string | null, number>()
  for (let afterId = FIRST_UUID; ; ) {
    const { rows } = await client.query<StoredChannel>(
      'SELECT id, settings FROM channel WHERE id > $1::uuid ORDER BY id LIMIT $2',
      [afterId, BATCH],
    )
    for (const { settings } of rows)
      for (const { text } of channelSecretsOf(settings)) {
        const keyId = /^sealed:v1:([0-9a-f]{8}):/.exec(text)?.[1] ?? null
        counts.set(keyId, (counts.get(keyId) ?? 0) + 1)
      }
    const last = rows.at(-1)
    if (last === undefined) return [...counts].map(([keyId, count]) => ({ keyId, count }))
    afterId = last.id
  }
}
