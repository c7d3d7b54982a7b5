import { type EscalationPolicy, escalationSteps } from '@mointering/api-contract/http/escalation'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { EscalationPolicy as Row } from '@mointering/db/generated/prisma/client'

/** The policy as the API answers it. */
export const presentPolicy = ({ id, name, steps, repeats, version, createdAt }: Row): EscalationPolicy => ({
  id,
  name,
  steps: escalationSteps.parse(steps),
  repeats,
  version,
  createdAt: createdAt.toISOString(),
})

/** What the audit log keeps of a policy. */
export const auditedPolicy = ({ name, steps, repeats }: Row) => ({ name, steps, repeats })

export const noSuchPolicy = () => new AppError('not_found', 'There is no such escalation policy')
