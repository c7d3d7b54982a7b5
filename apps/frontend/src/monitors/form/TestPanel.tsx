'use client'

import type { RunReply } from '@mointering/api-contract/http/monitors'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { type ApiProblem, asApiProblem } from '../../api/api-problem'
import { Button } from '../../ui/Button'
import { CARD_CLASSES, cx } from '../../ui/classes'
import { RunResults } from '../detail/RunResults'
import { testMonitor } from '../monitor-actions'
import { type FieldErrors, toFieldErrors } from './field-errors'
import type { MonitorForm } from './monitor-form'
import { toRequest } from './to-request'

type Props = {
  /** The stored monitor that is edited, whose secrets stand in for masks; null for a new one. */
  monitorId: string | null
  form: MonitorForm /** The form as it would be sent; null when fields must be mended first. */
  check: () => MonitorForm | null
  onIssues: (errors: FieldErrors) => void
}
type State = { reply: RunReply | null; problem: ApiProblem | null; busy: boolean }

/** One check of what the form says, before anything is saved. */
export function TestPanel({ monitorId, form, check, onIssues }: Props) {
  const { workspace } = useSession()
  const [{ reply, problem, busy }, setState] = useState<State>({ reply: null, problem: null, busy: false })

  async function test() {
    const checked = check()
    if (!checked) return
    setState({ reply: null, problem: null, busy: true })
    try {
      const body = { ...toRequest(checked), ...(monitorId && { monitorId }) }
      setState({ reply: await testMonitor(workspace.id, body), problem: null, busy: false })
    } catch (error) {
      const refused = asApiProblem(error)
      if (refused.issues.length > 0) onIssues(toFieldErrors(refused.issues))
      setState({ reply: null, problem: refused, busy: false })
    }
  }

  return (
    <aside aria-label="Test" className={cx(CARD_CLASSES, 'grid gap-4 p-4 lg:sticky lg:top-17')}>
      <div className="flex items-center justify-between gap-4">
        <h2 className="font-medium text-sm">Try it</h2>
        {form.kind !== 'heartbeat' && (
          <Button onClick={() => void test()} busy={busy}>
            Test now
          </Button>
        )}
      </div>
      <div aria-live="polite" className="grid gap-4">
        {form.kind === 'heartbeat' ? (
          <p className="text-sm text-text-2">
            Save it to get the address that your job calls. It counts as up from the first call on.
          </p>
        ) : reply ? (
          <RunResults reply={reply} />
        ) : problem ? (
          <p className="text-down-text text-sm">
            {problem.message}
            {problem.requestId && <span className="block text-text-3 text-xs">Request {problem.requestId}</span>}
          </p>
        ) : (
          <p className="text-sm text-text-2">
            {busy
              ? 'Checking…'
              : 'Runs one check with these settings and shows what comes back, phase by phase. Nothing is saved.'}
          </p>
        )}
      </div>
    </aside>
  )
}
