import { Button } from '../../ui/Button'
import { CopyField } from '../../ui/CopyField'

/** An invitation that no mail carries: its link is passed on by hand. */
export type MadeInvitation = { email: string; link: string }

export function InvitationLink({ made, onDone }: { made: MadeInvitation; onDone: () => void }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 overflow-y-auto p-4">
      <p className="wrap-anywhere text-text-2">
        This installation sends no mail. Send this link to <strong className="text-text">{made.email}</strong> yourself.
        It is shown this once, works once, and lets whoever holds it in: pass it on like a password.
      </p>
      <CopyField label="the link" text={made.link} wrap />
      <div className="flex justify-end">
        <Button look="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  )
}
