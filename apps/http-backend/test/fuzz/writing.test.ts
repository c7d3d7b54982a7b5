import { it } from 'vitest'
import { attackRoutes, SEED } from './attack-routes.js'

// In two files, so that both cores work.
it(`POST,PATCH withstand what is nearly valid, and what is not (seed ${SEED})`, { timeout: 3_600_000 }, () =>
  attackRoutes(['POST', 'PATCH']),
)
