'use client'

import { useState } from 'react'
import { ApiProblem } from '../api/api-problem'
import { Avatar } from '../ui/Avatar'
import { Badge } from '../ui/Badge'
import { Button } from '../ui/Button'
import { ChoiceCards } from '../ui/ChoiceCards'
import { ConfirmDialog } from '../ui/ConfirmDialog'
import { CopyField } from '../ui/CopyField'
import { ProblemBanner } from '../ui/ProblemBanner'
import { ReasonedButton } from '../ui/ReasonedButton'
import { Section } from './Section'

const ROLES = [
  { value: 'editor', label: 'Editor', note: 'Adds, changes, runs and deletes monitors' },
  { value: 'viewer', label: 'Viewer', note: 'Sees monitors and their results, changes nothing' },
] as const
type Role = (typeof ROLES)[number]['value']
const TONES = ['neutral', 'accent', 'degraded', 'down'] as const
const REFUSED = new ApiProblem({ code: 'conflict', message: 'That short name is taken.', requestId: 'req_01jd8c3v9x' })

/** What settings are made of. */
export function SettingsParts() {
  const [role, setRole] = useState<Role>('editor')
  const [roles, setRoles] = useState<Role[]>(['viewer'])
  const [open, setOpen] = useState(false)
  return (
    <>
      <Section title="Badge, Avatar, ReasonedButton: allowed, refused">
        <div className="flex flex-wrap items-center gap-2">
          {TONES.map((tone) => (
            <Badge key={tone} tone={tone}>
              {tone}
            </Badge>
          ))}
          <Avatar name="Ada" />
          <ReasonedButton reason={null}>Invite</ReasonedButton>
          <ReasonedButton reason="Only owners and admins can do this">Invite</ReasonedButton>
        </div>
      </Section>
      <Section title="ChoiceCards: one, many, error">
        <div className="grid gap-4 sm:grid-cols-2">
          <ChoiceCards type="one" label="Role" options={ROLES} value={role} onValue={setRole} />
          <ChoiceCards type="many" label="Roles" options={ROLES} value={roles} onValue={setRoles} error="Choose one" />
        </div>
      </Section>
      <Section title="CopyField: cut, whole; ProblemBanner; ConfirmDialog">
        <CopyField label="the id" text="9adbe2a2-3229-41d6-9dd9-5fca45eb3edb" />
        <CopyField label="the key" text={'mtr_'.padEnd(180, 'x')} wrap />
        <ProblemBanner problem={REFUSED} />
        <div>
          <Button look="danger" onClick={() => setOpen(true)}>
            Delete
          </Button>
        </div>
        <ConfirmDialog
          title="Delete Home?"
          action="Delete"
          typed="Home"
          open={open}
          onOpen={setOpen}
          onConfirm={() => Promise.reject(REFUSED)}
        >
          <p>It is gone for good. Here it is refused, to show how that looks.</p>
        </ConfirmDialog>
      </Section>
    </>
  )
}
