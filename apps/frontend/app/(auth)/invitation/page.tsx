import type { Metadata } from 'next'
import { InvitationPage } from '../../../src/auth/InvitationPage'
import { readInvitation } from '../../../src/auth/read-invitation'
import { SpentLink } from '../../../src/auth/SpentLink'
import { firstOf, type SearchParams } from '../../../src/session/first-of'
import { getSession } from '../../providers/session'

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' }

export default async function Invitation({ searchParams }: { searchParams: SearchParams }) {
  const token = firstOf((await searchParams).token)
  const [preview, person] = await Promise.all([token ? readInvitation(token) : null, getSession()])
  if (!token || !preview) {
    return (
      <SpentLink action={{ href: '/', label: 'Go to the start page' }}>
        It was accepted or withdrawn, has expired, or is not complete. Ask whoever sent it for a new one.
      </SpentLink>
    )
  }
  return <InvitationPage token={token} preview={preview} signedInAs={person?.user.email ?? null} />
}
