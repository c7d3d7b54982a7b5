import type { Metadata } from 'next'
import { Reauthenticated } from '../../../src/session/Reauthenticated'

export const metadata: Metadata = { title: 'Done' }

/** Where a provider's window ends that was opened for a fresh proof (src/session/FreshProofDialog.tsx). */
export default function ReauthenticatedPage() {
  return <Reauthenticated />
}
