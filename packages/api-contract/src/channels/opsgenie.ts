import { z } from 'zod'
import { secretText } from './secret.js'

/** Ends on 5 April 2027, says Atlassian. Source: https://docs.opsgenie.com/docs/alert-api */
export const opsgenieSettings = z.object({
  kind: z.literal('opsgenie'),
  apiKey: secretText('the API key of the integration'),
  region: z.enum(['us', 'eu']).default('us'),
})
