'use client'

import type { EscalationPolicy } from '@mointering/api-contract/http/escalation'
import type { OnCallSchedule } from '@mointering/api-contract/http/on-call'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { useRefusal } from '../../workspace/use-refusal'
import { PageHead } from '../PageHead'
import { ContactsCard } from './ContactsCard'
import { PoliciesCard } from './PoliciesCard'
import { PolicyDialog } from './PolicyDialog'
import { ScheduleDialog } from './ScheduleDialog'
import { Schedules } from './Schedules'

/** What a dialog is about; 'new' makes one. */
export type Editing<Thing> = Thing | 'new' | null

/** Who is on call, and to whom incidents escalate that nobody acknowledges. */
export function OnCallPage() {
  const reason = useRefusal('channels:write')
  const [schedule, setSchedule] = useState<Editing<OnCallSchedule>>(null)
  const [policy, setPolicy] = useState<Editing<EscalationPolicy>>(null)
  return (
    <>
      <PageHead
        title="On call"
        note="Who takes turns, and who is told next while nobody acknowledges an incident."
        action={
          <ReasonedButton look="primary" reason={reason} onClick={() => setSchedule('new')}>
            <Plus className="size-4" aria-hidden="true" />
            Add schedule
          </ReasonedButton>
        }
      />
      <Schedules onEdit={setSchedule} />
      <PoliciesCard onEdit={setPolicy} />
      <ContactsCard />
      <ScheduleDialog
        schedule={schedule === 'new' ? null : schedule}
        open={schedule !== null}
        onOpen={(open) => open || setSchedule(null)}
      />
      <PolicyDialog
        policy={policy === 'new' ? null : policy}
        open={policy !== null}
        onOpen={(open) => open || setPolicy(null)}
      />
    </>
  )
}
