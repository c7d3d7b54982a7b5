import { z } from 'zod'
import { displayName } from './accounts.js'

const DAY_SECONDS = 86_400

/** Who is told: a channel, whoever is on call by a schedule, or a member. */
export const ESCALATION_TARGETS = ['channel', 'schedule', 'user'] as const
export const escalationTarget = z.strictObject({ kind: z.enum(ESCALATION_TARGETS), id: z.uuid().toLowerCase() })
export type EscalationTarget = z.infer<typeof escalationTarget>

export const escalationSteps = z
  .array(
    z.strictObject({
      delaySeconds: z
        .int()
        .min(0)
        .max(DAY_SECONDS, 'At most a day')
        .describe('How long after the step before; of the first one, after the incident opened'),
      targets: z.array(escalationTarget).min(1, 'Choose whom the step tells').max(20),
    }),
  )
  .min(1, 'Add a step')
  .max(10)
export type EscalationSteps = z.infer<typeof escalationSteps>

const settings = {
  name: displayName('a name', 120),
  steps: escalationSteps,
  repeats: z.int().min(0).max(9).describe('How often all steps are gone through again, with at least 5 min between'),
}

/** Body of POST escalation-policies. */
export const createEscalationPolicyRequest = z.strictObject({ ...settings, repeats: settings.repeats.default(0) })
export type CreateEscalationPolicyRequest = z.infer<typeof createEscalationPolicyRequest>
/** Body of PATCH escalation-policies/:id. `steps` is the whole of them. */
export const updateEscalationPolicyRequest = z.strictObject(settings).partial()
export type UpdateEscalationPolicyRequest = z.infer<typeof updateEscalationPolicyRequest>

/** Whom an incident is told to, step by step, until somebody acknowledges it. A routing rule says which incidents follow it. */
export const escalationPolicy = z.object({
  id: z.uuid(),
  name: z.string(),
  steps: escalationSteps,
  repeats: z.int(),
  version: z.int(),
  createdAt: z.iso.datetime(),
})
export type EscalationPolicy = z.infer<typeof escalationPolicy>
export const escalationPoliciesReply = z.object({ items: z.array(escalationPolicy) })
