'use client'

import type { IncidentDetails } from '@mointering/api-contract/http/incidents'
import { useState } from 'react'
import { useSession } from '../../app/providers/SessionProvider'
import { useAction } from '../api/use-action'
import { SettingsCard } from '../settings/SettingsCard'
import { ProblemBanner } from '../ui/ProblemBanner'
import { ReasonedButton } from '../ui/ReasonedButton'
import { RelativeTime } from '../ui/RelativeTime'
import { TextArea } from '../ui/TextArea'
import { useRefusal } from '../workspace/use-refusal'
import { commentIncident } from './incident-actions'
import { describeEvent } from './incident-words'
import { useShowIncident } from './use-show-incident'

/** What happened and what people did, in order, and a place to say something. */
export function TimelineCard({ incident }: { incident: IncidentDetails }) {
  return (
    <SettingsCard title="Timeline">
      <ol aria-label="Timeline" className="grid gap-4 border-line border-l pl-4">
        {incident.timeline.map((event) => (
          <li key={event.id} className="relative grid gap-0.5">
            <span
              aria-hidden="true"
              className="absolute top-1.5 -left-[21px] size-2.5 rounded-full border-2 border-surface bg-line-strong"
            />
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="wrap-anywhere font-medium">{describeEvent(event)}</span>
              <span className="text-sm text-text-3">
                <RelativeTime at={event.at} />
              </span>
            </p>
            {event.message && <p className="wrap-anywhere whitespace-pre-line text-text-2">{event.message}</p>}
          </li>
        ))}
      </ol>
      <CommentForm incident={incident} />
    </SettingsCard>
  )
}

function CommentForm({ incident }: { incident: IncidentDetails }) {
  const { workspace } = useSession()
  const reason = useRefusal('incidents:write')
  const show = useShowIncident()
  const { busy, problem, errors, run } = useAction()
  const [message, setMessage] = useState('')
  const send = () =>
    run(async () => {
      show(await commentIncident(workspace.id, incident.id, message))
      setMessage('')
    })
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy && reason === null) void send()
      }}
    >
      <TextArea label="Comment" value={message} onValue={setMessage} error={errors.message} rows={2} />
      <ProblemBanner problem={problem} />
      <div className="flex justify-end">
        <ReasonedButton reason={reason} type="submit" busy={busy} disabled={message.trim() === ''}>
          Comment
        </ReasonedButton>
      </div>
    </form>
  )
}
