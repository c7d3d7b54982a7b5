import type { Workspace } from '@mointering/api-contract/http/workspaces'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'

type Props = { theirs: Workspace; busy: boolean; onTakeTheirs: () => void; onSaveMine: () => void }

/** Two people edited at once: what the other one saved, and the choice. */
export function ChangedMeanwhile({ theirs, busy, onTakeTheirs, onSaveMine }: Props) {
  return (
    <div role="alert">
      <Banner tone="degraded">
        <p className="font-medium text-sm">Somebody else changed the workspace while you were editing.</p>
        <p className="mt-0.5 break-words text-sm text-text-2">
          It is called “{theirs.name}” ({theirs.slug}) now. Nothing of yours is saved yet.
        </p>
        <div className="mt-3 flex flex-wrap gap-2">
          <Button onClick={onTakeTheirs}>Take theirs</Button>
          <Button onClick={onSaveMine} busy={busy}>
            Save mine over it
          </Button>
        </div>
      </Banner>
    </div>
  )
}
