import { testServices } from '@mointering/test-kit/services/test-services'
import { describe } from 'vitest'
import { storageBackendContract } from './storage-backend.contract.js'

const { timescaleUrl } = testServices()

// Skipped where there is no such server; the end of the run says so loudly.
describe.skipIf(timescaleUrl === null)('TimescaleDB', () =>
  storageBackendContract('timescale', timescaleUrl ?? undefined),
)
