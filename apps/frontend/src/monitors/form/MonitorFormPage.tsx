'use client'

import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useRef, useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { type ApiProblem, asApiProblem } from '../../api/api-problem'
import { Banner } from '../../ui/Banner'
import { Button, buttonClasses } from '../../ui/Button'
import { toasts } from '../../ui/toasts'
import { createMonitor, updateMonitor } from '../monitor-actions'
import { listQuery, monitorQuery } from '../monitor-queries'
import { BasicFields } from './BasicFields'
import { ConflictBanner } from './ConflictBanner'
import { type FieldErrors, toFieldErrors, validateForm } from './field-errors'
import { fromMonitor } from './from-monitor'
import { emptyForm, type MonitorForm } from './monitor-form'
import { OptionFields } from './OptionFields'
import { TargetFields } from './TargetFields'
import { TestPanel } from './TestPanel'
import { toRequest } from './to-request'
import { tidyTarget, withTarget } from './with-target'

type Props = {
  /** Edits this one; null makes a new one. */ monitor: Monitor | null /** Typed on the page before. */
  target?: string
}

export function MonitorFormPage({ monitor, target = '' }: Props) {
  const { workspace } = useSession()
  const router = useRouter()
  const client = useQueryClient()
  const [form, setForm] = useState<MonitorForm>(() =>
    monitor
      ? fromMonitor(monitor)
      : withTarget(emptyForm(Intl.DateTimeFormat().resolvedOptions().timeZone), target, true),
  )
  /** What the form was opened on, and what somebody else made of it meanwhile. */
  const [base, setBase] = useState(monitor)
  const [newest, setNewest] = useState<Monitor | null>(null)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const idempotencyKey = useRef('')
  const box = useRef<HTMLFormElement>(null)

  const update = (changes: Partial<MonitorForm>) => {
    const next = { ...form, ...changes }
    setForm(next)
    idempotencyKey.current = '' // another request from now on
    if (Object.keys(errors).length > 0) setErrors(validateForm(next))
  }
  /** The form as it would be sent; null, with the fields marked, when something must be mended first. */
  const check = (): MonitorForm | null => {
    const tidied = tidyTarget(form)
    const found = validateForm(tidied)
    setForm(tidied)
    setErrors(found)
    if (Object.keys(found).length === 0) return tidied
    showFirstError(box.current)
    return null
  }

  async function save(over: Monitor | null) {
    const checked = busy ? null : check()
    if (!checked) return
    setBusy(true)
    setProblem(null)
    idempotencyKey.current ||= crypto.getRandomValues(new Uint32Array(4)).join('-')
    try {
      const body = toRequest(checked)
      const saved = over
        ? await updateMonitor(workspace.id, over, body)
        : await createMonitor(workspace.id, body, idempotencyKey.current)
      client.setQueryData(monitorQuery(workspace.id, saved.id).queryKey, saved)
      void client.invalidateQueries({ queryKey: listQuery(workspace.id).queryKey, refetchType: 'all' })
      toasts.add({ title: over ? `${saved.name} is saved` : `${saved.name} is watched from now on` })
      router.push(`/monitors/${saved.id}`)
    } catch (error) {
      const refused = await explain(asApiProblem(error))
      setErrors(toFieldErrors(refused?.issues ?? []))
      setProblem(refused)
      setBusy(false)
      showFirstError(box.current)
    }
  }

  /** Somebody else was quicker: their version is shown in the place of the problem. */
  async function explain(refused: ApiProblem): Promise<ApiProblem | null> {
    if (refused.code !== 'stale_version' || !monitor) return refused
    try {
      setNewest(await client.fetchQuery({ ...monitorQuery(workspace.id, monitor.id), staleTime: 0 }))
      return null
    } catch (error) {
      return asApiProblem(error)
    }
  }

  function loadNewest(theirs: Monitor) {
    setForm(fromMonitor(theirs))
    setBase(theirs)
    setNewest(null)
    setErrors({})
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save(base)
  }

  return (
    <div className="mx-auto grid max-w-[1200px] grid-cols-[minmax(0,1fr)] items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_340px]">
      <form ref={box} noValidate onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <h1 className="font-semibold text-xl">{monitor ? `Edit ${monitor.name}` : 'Add monitor'}</h1>
        <TargetFields form={form} update={update} errors={errors} kindIsFixed={monitor !== null} />
        <BasicFields form={form} update={update} errors={errors} />
        <OptionFields key={base?.version} ownId={monitor?.id ?? null} form={form} update={update} errors={errors} />
        <div aria-live="polite">
          {base && newest && (
            <ConflictBanner
              before={base}
              newest={newest}
              onReload={() => loadNewest(newest)}
              onOverwrite={() => void save(newest)}
              busy={busy}
            />
          )}
          {problem && (
            <Banner tone="down">
              <p className="font-medium text-sm">{problem.message}</p>
              {problem.requestId && <p className="text-text-3 text-xs">Request {problem.requestId}</p>}
            </Banner>
          )}
        </div>
        <div className="sticky bottom-0 z-10 -mx-4 flex gap-2 border-line border-t bg-canvas px-4 py-3 max-sm:bottom-[calc(65px+env(safe-area-inset-bottom))] sm:mx-0 sm:px-0">
          <Button type="submit" look="primary" busy={busy}>
            {monitor ? 'Save changes' : 'Add monitor'}
          </Button>
          <Link href={monitor ? `/monitors/${monitor.id}` : '/monitors'} className={buttonClasses('quiet')}>
            Cancel
          </Link>
        </div>
      </form>
      <TestPanel monitorId={monitor?.id ?? null} form={form} check={check} onIssues={setErrors} />
    </div>
  )
}

/** Opens what is folded and moves the focus to the first field with an error, once it is drawn. */
function showFirstError(form: HTMLFormElement | null) {
  requestAnimationFrame(() => {
    const field = form?.querySelector<HTMLElement>('[aria-invalid=true]')
    const folded = field?.closest('details')
    if (folded) folded.open = true
    field?.focus()
  })
}
