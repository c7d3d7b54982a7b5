import type { Cache } from '@mointering/backend-common/cache/cache'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import type { Database } from '@mointering/db/database'

export type Part = 'database' | 'queue' | 'cache'
const TIMEOUT_MS = 2_000

/** What cannot be reached right now. Never rejects; answers within about 2 s. */
export async function awayParts(deps: { database: Database; queue: MessageQueue; cache: Cache }): Promise<Part[]> {
  const away: Part[] = []
  if (!(await answers(deps.database))) away.push('database')
  if (!deps.queue.connected) away.push('queue')
  if (!deps.cache.connected) away.push('cache')
  return away
}

async function answers({ pool }: Database): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), TIMEOUT_MS)
  })
  const asked = pool.query('select 1').then(
    () => true,
    () => false,
  )
  const reached = await Promise.race([asked, tooLate])
  clearTimeout(timer)
  return reached
}
