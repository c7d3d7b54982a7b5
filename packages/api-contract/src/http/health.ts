import { z } from 'zod'

/** Reply of /api/health/live and /api/health/ready. `unavailable` comes with 503; `degraded` works without what is away. */
export const healthReply = z.object({
  status: z.enum(['ok', 'degraded', 'unavailable']),
  away: z.array(z.enum(['database', 'queue', 'cache'])),
})
