import { z } from 'zod'

export const POLICIES_PATH = '/api/v1/workspaces/:workspaceId/escalation-policies'
export const POLICY_PATH = `${POLICIES_PATH}/:policyId` as const
export const policyParams = z.object({ workspaceId: z.uuid(), policyId: z.uuid() })

export const SCHEDULES_PATH = '/api/v1/workspaces/:workspaceId/on-call-schedules'
export const SCHEDULE_PATH = `${SCHEDULES_PATH}/:scheduleId` as const
export const scheduleParams = z.object({ workspaceId: z.uuid(), scheduleId: z.uuid() })
export const OVERRIDES_PATH = `${SCHEDULE_PATH}/overrides` as const
export const overrideParams = scheduleParams.extend({ overrideId: z.uuid() })

export const CONTACTS_PATH = '/api/v1/workspaces/:workspaceId/on-call-contacts'
export const contactParams = z.object({ workspaceId: z.uuid(), userId: z.uuid() })
