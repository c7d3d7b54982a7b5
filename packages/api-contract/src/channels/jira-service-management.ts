import { z } from 'zod'
import { secretText } from './secret.js'

/** Source: https://developer.atlassian.com/cloud/jira/service-desk-ops/rest/v2/api-group-alerts/ */
export const jiraServiceManagementSettings = z.object({
  kind: z.literal('jira-service-management'),
  /** Sites that are old have ids that look like a UUID and are of no version of it. */
  cloudId: z.guid('The cloud id is in https://<site>.atlassian.net/_edge/tenant_info'),
  email: z.email('This is not a mail address').max(254),
  apiToken: secretText('the API token of that person'),
})
