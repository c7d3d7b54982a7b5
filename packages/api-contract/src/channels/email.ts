import { z } from 'zod'

/** Mail through the installation's own mail server (SMTP_URL). One message per recipient, so that nobody sees the others. */
export const emailSettings = z.object({
  kind: z.literal('email'),
  to: z.array(z.email('This is not a mail address').max(254)).min(1, 'Name at least one address').max(20),
})
