import { randomUUID } from 'node:crypto'
import type { SettingsOf } from '@mointering/api-contract/channels/channel-settings'
import type pg from 'pg'

/** A member, and the channel that reaches her; null when it is switched off. */
export type ReachedPerson = { userId: string; name: string; channelId: string | null }

const LONGEST_NAME = 120

/**
 * How these members are reached when they are on call: by the channel that was chosen for them, else by mail to their own address, for which a channel of their own is
 * made, or brought up to date, here. Those who are no members are missing.
 */
export async function reachPeople(
  client: pg.PoolClient,
  workspaceId: string,
  userIds: readonly string[],
): Promise<ReachedPerson[]> {
  const { rows } = await client.query<{ userId: string; name: string; email: string; chosenId: string | null }>(
    `SELECT membership.user_id AS "userId", app_user.name, app_user.email, chosen.id AS "chosenId"
     FROM membership JOIN app_user ON app_user.id = membership.user_id
     LEFT JOIN channel chosen ON chosen.id = membership.on_call_channel_id AND chosen.workspace_id = membership.workspace_id AND chosen.enabled
     WHERE membership.workspace_id = $1 AND membership.user_id = ANY($2::uuid[]) ORDER BY membership.user_id`,
    [workspaceId, userIds],
  )
  const reached: ReachedPerson[] = []
  for (const { userId, name, email, chosenId } of rows)
    reached.push({
      userId,
      name,
      channelId: chosenId ?? (await ownChannel(client, { workspaceId, userId, name, email })),
    })
  return reached
}

/** The mail to a member's own address. What nobody can send goes to the oldest default channel instead. */
async function ownChannel(
  client: pg.PoolClient,
  { workspaceId, userId, name, email }: { workspaceId: string; userId: string; name: string; email: string },
): Promise<string | null> {
  const settings: SettingsOf<'email'> = { kind: 'email', to: [email] }
  const { rows } = await client.query<{ id: string; enabled: boolean }>(
    `INSERT INTO channel (id, workspace_id, member_id, kind, name, settings, fallback_id)
     VALUES ($1, $2, $3, 'email', $4, $5,
       (SELECT id FROM channel WHERE workspace_id = $2 AND is_default AND enabled AND member_id IS NULL ORDER BY created_at, id LIMIT 1))
     ON CONFLICT (workspace_id, member_id) DO UPDATE SET settings = excluded.settings,
       version = channel.version + CASE WHEN channel.settings = excluded.settings THEN 0 ELSE 1 END
     RETURNING id, enabled`,
    [randomUUID(), workspaceId, userId, `On call: ${name}`.slice(0, LONGEST_NAME), JSON.stringify(settings)],
  )
  return rows[0]?.enabled ? rows[0].id : null
}
