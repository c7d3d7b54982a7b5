import type { Metadata } from 'next'
import { ApiKeysPage } from '../../../../src/settings/api-keys/ApiKeysPage'
import { requireSession } from '../../../providers/session'

export const metadata: Metadata = { title: 'API keys' }

export default async function ApiKeys() {
  await requireSession()
  return <ApiKeysPage />
}
