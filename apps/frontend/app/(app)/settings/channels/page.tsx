import type { Metadata } from 'next'
import { ChannelsPage } from '../../../../src/settings/channels/ChannelsPage'
import { requireSession } from '../../../providers/session'

export const metadata: Metadata = { title: 'Channels' }

export default async function Channels() {
  await requireSession()
  return <ChannelsPage />
}
