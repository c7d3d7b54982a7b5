import type { rotateSecrets, SecretKind, SecretStatus } from '@mointering/http-backend/secrets/rotate-secrets'
import { isAllCurrent, SECRET_KINDS } from '@mointering/http-backend/secrets/rotate-secrets'

type Rotation = Awaited<ReturnType<typeof rotateSecrets>>

const WORDS: Record<SecretKind, { title: string; one: string; many: string }> = {
  monitors: { title: 'monitors', one: 'monitor', many: 'monitors' },
  channels: { title: 'channels', one: 'channel', many: 'channels' },
  totp: { title: 'second factors', one: 'second factor', many: 'second factors' },
  mail: { title: 'waiting mails', one: 'mail', many: 'mails' },
}
const MOST_NAMED = 10

/** A line for each kind of secret: how many are sealed with which key. */
export const renderStatus = (statuses: readonly SecretStatus[]): string =>
  statuses.map((status) => `  ${WORDS[status.kind].title.padEnd(16)}${partsOf(status).join(', ')}`).join('\n')

function partsOf({ currentKeyId, current, older, unknown, plain }: SecretStatus): string[] {
  return [
    `${current} with the current key ${currentKeyId}`,
    ...older.map(({ keyId, count }) => `${count} with the previous key ${keyId}`),
    ...unknown.map(({ keyId, count }) => `${count} with the key ${keyId}, which is not here`),
    ...(plain > 0 ? [`${plain} not sealed`] : []),
  ]
}

/** What a rotation did, and what comes next. */
export function renderRotation(
  rotation: Rotation,
  statuses: readonly SecretStatus[],
  { inFolder }: { inFolder: boolean },
): string[] {
  const counts = SECRET_KINDS.map((kind) => {
    const { done } = rotation[kind]
    return `${done} ${done === 1 ? WORDS[kind].one : WORDS[kind].many}`
  })
  const lost = SECRET_KINDS.flatMap((kind) => rotation[kind].unopened.map((id) => `${WORDS[kind].one} ${id}`))
  return [
    `Sealed anew: ${counts.join(', ')}.`,
    renderStatus(statuses),
    ...(lost.length > 0 ? [lostSentence(lost)] : []),
    nextStep(isAllCurrent(statuses), lost.length > 0, inFolder),
  ]
}

function lostSentence(lost: readonly string[]): string {
  const more = lost.length > MOST_NAMED ? ` and ${lost.length - MOST_NAMED} more` : ''
  return `No key here opens the secrets of: ${lost.slice(0, MOST_NAMED).join(', ')}${more}. Add their key to PREVIOUS_ENCRYPTION_KEYS, or enter them again.`
}

function nextStep(complete: boolean, isLost: boolean, inFolder: boolean): string {
  if (complete && inFolder)
    return 'The old key is gone from the data folder. Backups from before still need it: they hold it themselves.'
  if (complete)
    return 'The old key can be removed from PREVIOUS_ENCRYPTION_KEYS, and from PROBE_SECRETS_KEY of the probers, a minute from now.'
  return isLost
    ? 'Keep the previous keys until then, and run this again.'
    : 'Something was stored with an older key meanwhile: restart every API process with the new ENCRYPTION_KEY, then run this again.'
}
