'use client'

import type { Invitation } from '@mointering/api-contract/http/workspaces'
import { useQueryClient } from '@tanstack/react-query'
import { Mail } from 'lucide-react'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { asApiProblem } from '../../api/api-problem'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { useNow } from '../../ui/now'
import { RelativeTime } from '../../ui/RelativeTime'
import { toasts } from '../../ui/toasts'
import { ROLE_WORD } from '../../workspace/role-words'
import { resendInvitation, revokeInvitation } from '../../workspace/workspace-actions'
import { invitationsQuery } from '../../workspace/workspace-queries'
import type { MadeInvitation } from './InvitationLink'

type Props = {
  invitation: Invitation /** The link of before is void, this one is to be passed on. */
  onRenewed: (made: MadeInvitation) => void
}

export function InvitationRow({ invitation: { id, email, role, invitedBy, expiresAt }, onRenewed }: Props) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const [busy, setBusy] = useState<'resend' | 'revoke' | null>(null)
  const expired = useNow((nowMs) => Date.parse(expiresAt) < nowMs)

  const attempt = async (action: 'resend' | 'revoke', work: () => Promise<void>) => {
    setBusy(action)
    try {
      await work()
    } catch (error) {
      toasts.add({ title: 'That did not work', description: asApiProblem(error).message, timeout: 10_000 })
    } finally {
      setBusy(null)
      void client.invalidateQueries({ queryKey: invitationsQuery(workspace.id).queryKey })
    }
  }
  const resend = () =>
    attempt('resend', async () => {
      const { link } = await resendInvitation(workspace.id, id)
      if (link === null)
        toasts.add({ title: `Another mail goes to ${email}`, description: 'The link of before is void.' })
      else onRenewed({ email, link })
    })
  const revoke = () =>
    attempt('revoke', async () => {
      await revokeInvitation(workspace.id, id)
      toasts.add({ title: `${email} is not invited any more`, description: 'The link is void.' })
    })
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-3 px-4 py-3">
      <div className="flex min-w-0 flex-1 basis-56 items-center gap-3">
        <span className="grid size-8 shrink-0 place-items-center rounded-full border border-line border-dashed text-text-3">
          <Mail className="size-4" aria-hidden="true" />
        </span>
        <div className="min-w-0">
          <p className="truncate font-medium">{email}</p>
          <p className="wrap-anywhere text-sm text-text-3">
            {invitedBy ? `Invited by ${invitedBy}, ` : ''}
            {expired ? 'expired ' : 'expires '}
            <RelativeTime at={expiresAt} light />
          </p>
        </div>
      </div>
      {expired && <Badge tone="degraded">Expired</Badge>}
      <Badge>{ROLE_WORD[role]}</Badge>
      <div className="-mr-3 flex gap-1 max-sm:-ml-3">
        <Button look="quiet" busy={busy === 'resend'} onClick={() => void resend()}>
          Resend<span className="sr-only"> to {email}</span>
        </Button>
        <Button look="quiet" busy={busy === 'revoke'} onClick={() => void revoke()}>
          Revoke<span className="sr-only"> the invitation of {email}</span>
        </Button>
      </div>
    </li>
  )
}
