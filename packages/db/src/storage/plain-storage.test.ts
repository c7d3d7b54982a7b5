import { storageBackendContract } from './storage-backend.contract.js'

storageBackendContract('plain')
