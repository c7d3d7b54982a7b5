import { type NoticeRule, noticeRule, RULE_SEVERITIES } from '@mointering/api-contract/http/notice-rules'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { NoticeRule as Row } from '@mointering/db/generated/prisma/client'
import { z } from 'zod'

const severities = z.array(z.enum(RULE_SEVERITIES))

/** The rule as the API answers it. */
export const presentRule = ({ workspaceId: _, createdAt, ...row }: Row): NoticeRule =>
  noticeRule.parse({ ...row, severities: severities.parse(row.severities), createdAt: createdAt.toISOString() })

/** What the audit log keeps of a rule. */
export const auditedRule = ({ name, position, tags, monitorIds, severities, channelIds, escalationPolicyId }: Row) => ({
  name,
  position,
  tags,
  monitorIds,
  severities,
  channelIds,
  escalationPolicyId,
})

export const noSuchRule = () => new AppError('not_found', 'There is no such routing rule')
