import type { NoticeRule } from '@mointering/api-contract/http/notice-rules'

type Names = {
  channel: (id: string) => string
  monitor: (id: string) => string
  policy: (id: string) => string
}

const SEVERITY_WORDS = { critical: 'Critical', warning: 'Warning' } as const
const MOST_NAMED = 3

/** Which incidents a rule is about, such as `Critical incidents of Shop or monitors tagged eu`. */
export function subjectLine(
  { severities, tags, monitorIds }: Pick<NoticeRule, 'severities' | 'tags' | 'monitorIds'>,
  names: Names,
): string {
  const which = severities.length === 1 && severities[0] ? `${SEVERITY_WORDS[severities[0]]} incidents` : 'Incidents'
  const monitors = monitorIds.length > 0 ? listed(monitorIds.map(names.monitor)) : null
  const tagged = tags.length > 0 ? `tagged ${listed(tags)}` : null
  if (monitors && tagged) return `${which} of ${monitors}, when ${tagged}`
  if (monitors) return `${which} of ${monitors}`
  return tagged ? `${which} of monitors ${tagged}` : `${which} of every monitor`
}

/** What it does with them, such as `told to Ops, escalate by Office`. */
export function effectLine(
  { channelIds, escalationPolicyId }: Pick<NoticeRule, 'channelIds' | 'escalationPolicyId'>,
  names: Names,
): string {
  const told = channelIds.length > 0 ? `told to ${listed(channelIds.map(names.channel), 'and')}` : null
  const escalates = escalationPolicyId === null ? null : `escalate by ${names.policy(escalationPolicyId)}`
  return [told, escalates].filter((part) => part !== null).join(', ') || 'told to nobody'
}

function listed(words: readonly string[], conjunction = 'or'): string {
  const shown = words.slice(0, MOST_NAMED)
  if (words.length > MOST_NAMED) shown.push(`${words.length - MOST_NAMED} more`)
  const last = shown.pop() ?? ''
  return shown.length > 0 ? `${shown.join(', ')} ${conjunction} ${last}` : last
}
