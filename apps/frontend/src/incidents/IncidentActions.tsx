'use client'

import type { IncidentDetails } from '@mointering/api-contract/http/incidents'
import { useState } from 'react'
import { useSession } from '../../app/providers/SessionProvider'
import { useAction } from '../api/use-action'
import { Dialog } from '../ui/Dialog'
import { FormDialog } from '../ui/FormDialog'
import { ProblemBanner } from '../ui/ProblemBanner'
import { ReasonedButton } from '../ui/ReasonedButton'
import { TextArea } from '../ui/TextArea'
import { useRefusal } from '../workspace/use-refusal'
import { acknowledgeIncident, resolveIncident, takeBackAcknowledgement } from './incident-actions'
import { useShowIncident } from './use-show-incident'

/** Saying that one is on it, and that it is over. */
export function IncidentActions({ incident }: { incident: IncidentDetails }) {
  const { workspace } = useSession()
  const reason = useRefusal('incidents:write')
  const show = useShowIncident()
  const { busy, problem, run } = useAction()
  const [resolving, setResolving] = useState(false)
  if (incident.state === 'resolved') return null
  const isMine = incident.acknowledgedAt !== null
  const acknowledge = () =>
    run(async () => show(await (isMine ? takeBackAcknowledgement : acknowledgeIncident)(workspace.id, incident.id)))
  return (
    <div className="grid justify-items-end gap-2">
      <div className="flex flex-wrap gap-2">
        <ReasonedButton reason={reason} onClick={() => setResolving(true)}>
          Resolve
        </ReasonedButton>
        <ReasonedButton
          reason={reason}
          look={isMine ? 'plain' : 'primary'}
          busy={busy}
          onClick={() => void acknowledge()}
        >
          {isMine ? 'Take back' : 'Acknowledge'}
        </ReasonedButton>
      </div>
      <ProblemBanner problem={problem} />
      <Dialog title="Resolve this incident" open={resolving} onOpen={setResolving}>
        <ResolveForm incident={incident} onClose={() => setResolving(false)} />
      </Dialog>
    </div>
  )
}

function ResolveForm({ incident, onClose }: { incident: IncidentDetails; onClose: () => void }) {
  const { workspace } = useSession()
  const show = useShowIncident()
  const { busy, problem, errors, run } = useAction()
  const [message, setMessage] = useState('')
  return (
    <FormDialog
      action="Resolve"
      busy={busy}
      problem={problem}
      onCancel={onClose}
      onSubmit={() =>
        void run(async () => {
          show(await resolveIncident(workspace.id, incident.id, message.trim()))
          onClose()
        })
      }
    >
      <p className="text-text-2">
        It resolves by itself when the monitor is good again. Resolve it by hand when you know better; this outage opens
        no second incident.
      </p>
      <TextArea
        label="What was done (optional)"
        value={message}
        onValue={setMessage}
        error={errors.message}
        hint="Stands in the timeline."
      />
    </FormDialog>
  )
}
