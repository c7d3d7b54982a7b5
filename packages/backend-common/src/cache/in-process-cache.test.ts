import { createLogger } from '../log/logger.js'
import { cacheContract } from './cache.contract.js'
import { createInProcessCache } from './in-process-cache.js'

const log = createLogger({ name: 'test', level: 'silent' })

cacheContract('in-process', async () => createInProcessCache({ log }))
