import { z } from 'zod'
import { secretText } from './secret.js'

/** Events API v2. Source: https://developer.pagerduty.com/docs/events-api-v2/trigger-events/ */
export const pagerdutySettings = z.object({
  kind: z.literal('pagerduty'),
  routingKey: secretText('the integration key').regex(
    /^[0-9a-zA-Z]{32}$/,
    'An integration key has 32 letters and digits',
  ),
  region: z.enum(['us', 'eu']).default('us'),
})
