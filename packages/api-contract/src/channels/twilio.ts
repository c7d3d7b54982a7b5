import { z } from 'zod'
import { secretText } from './secret.js'

const phone = z
  .string()
  .trim()
  .regex(/^\+[1-9]\d{6,14}$/, 'Write the number as +491701234567')

const shortCode = z
  .string()
  .trim()
  .regex(/^\d{4,8}$/)
/** Where the country allows it: https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id */
const senderName = z
  .string()
  .trim()
  .regex(/^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/)
const messagingService = z
  .string()
  .trim()
  .regex(/^MG[0-9a-f]{32}$/)

/** SMS. Source: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
export const twilioSettings = z.object({
  kind: z.literal('twilio'),
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-f]{32}$/, 'An account SID begins with AC'),
  authToken: secretText('the auth token'),
  from: z.union([phone, shortCode, senderName, messagingService], 'A number, a name, or a messaging service SID (MG…)'),
  to: z.array(phone).min(1, 'Name at least one number').max(10),
})
