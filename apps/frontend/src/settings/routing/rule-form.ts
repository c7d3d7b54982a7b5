import type { NoticeRule } from '@mointering/api-contract/http/notice-rules'
import { wordsOf } from '../../monitors/form/parse-fields'
import type { Option } from '../../ui/Select'

/** A rule as it is typed. */
export type RuleForm = {
  name: string
  severity: '' | 'critical' | 'warning'
  monitorIds: string[]
  /** Separated by commas. */
  tags: string
  channelIds: string[]
  /** Empty: none. */
  escalationPolicyId: string
}

export const SEVERITY_OPTIONS: readonly Option<RuleForm['severity']>[] = [
  { value: '', label: 'All' },
  { value: 'critical', label: 'Critical ones: something is down' },
  { value: 'warning', label: 'Warnings: something is degraded' },
]

/** The form of a rule to be changed, or of a new one. */
export const ruleForm = (rule: NoticeRule | null): RuleForm => ({
  name: rule?.name ?? '',
  severity: rule?.severities.length === 1 ? (rule.severities[0] ?? '') : '',
  monitorIds: [...(rule?.monitorIds ?? [])],
  tags: rule?.tags.join(', ') ?? '',
  channelIds: [...(rule?.channelIds ?? [])],
  escalationPolicyId: rule?.escalationPolicyId ?? '',
})

/** What is sent. */
export const toRule = ({ severity, tags, escalationPolicyId, ...rest }: RuleForm) => ({
  ...rest,
  severities: severity === '' ? [] : [severity],
  tags: wordsOf(tags),
  escalationPolicyId: escalationPolicyId === '' ? null : escalationPolicyId,
})
