import type { Metadata } from 'next'
import { OnCallPage } from '../../../../src/settings/on-call/OnCallPage'
import { requireSession } from '../../../providers/session'

export const metadata: Metadata = { title: 'On call' }

export default async function OnCall() {
  await requireSession()
  return <OnCallPage />
}
