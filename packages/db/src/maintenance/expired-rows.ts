import type pg from 'pg'

export type ExpiryRules = {
  nowMs: number
  /** Ended sessions are kept this long, so that a stolen token is still recognised as used. */
  sessionGraceMs: number
  idempotencyKeyMs: number
  /** Invitations are listed this long after they expired: they can be sent again. */
  invitationGraceMs: number
  /** Mails that were sent or given up are kept this long, for whoever looks into what became of one. */
  mailGraceMs: number
}

export const DEFAULT_EXPIRY = {
  sessionGraceMs: 7 * 86_400_000,
  idempotencyKeyMs: 86_400_000,
  invitationGraceMs: 30 * 86_400_000,
  mailGraceMs: 7 * 86_400_000,
} as const

/** Removes sessions that ended (with their refresh tokens), used refresh tokens of living sessions, idempotency keys, old invitations and mails, expired links and flows, and schedulers of the past. Returns how many rows went. */
export async function removeExpiredRows(pool: pg.Pool, rules: ExpiryRules): Promise<number> {
  const now = new Date(rules.nowMs)
  const sessionsBefore = new Date(rules.nowMs - rules.sessionGraceMs)
  const statements: [sql: string, parameters: unknown[]][] = [
    ['DELETE FROM session WHERE expires_at < $1 OR revoked_at < $1', [sessionsBefore]],
    ['DELETE FROM refresh_token WHERE used_at < $1', [sessionsBefore]],
    ['DELETE FROM idempotency_key WHERE created_at < $1', [new Date(rules.nowMs - rules.idempotencyKeyMs)]],
    ['DELETE FROM invitation WHERE expires_at < $1', [new Date(rules.nowMs - rules.invitationGraceMs)]],
    // An expired token or flow says the same as none. Pending sign-ups hold names and password hashes of people who never came back.
    ['DELETE FROM account_token WHERE expires_at < $1', [now]],
    ['DELETE FROM auth_flow WHERE expires_at < $1', [now]],
    ['DELETE FROM mail WHERE expires_at < $1', [new Date(rules.nowMs - rules.mailGraceMs)]],
    [`DELETE FROM scheduler_owner WHERE seen_at < clock_timestamp() - interval '1 hour'`, []],
  ]
  let removed = 0
  for (const [sql, parameters] of statements) removed += (await pool.query(sql, parameters)).rowCount ?? 0
  return removed
}
