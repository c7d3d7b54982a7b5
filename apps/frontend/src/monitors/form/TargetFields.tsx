'use client'

import { MONITOR_KINDS, type MonitorKind } from '@mointering/api-contract/monitors/monitor-kinds'
import { useId, useState } from 'react'
import { cx } from '../../ui/classes'
import { TextField } from '../../ui/TextField'
import { KIND_WORD } from '../monitor-target'
import { errorAt } from './field-errors'
import type { FormProps } from './form-props'
import { guessKind } from './guess-kind'
import { HeartbeatFields } from './HeartbeatFields'
import { tidyTarget, withTarget } from './with-target'

const KIND_HINT: Record<MonitorKind, string> = {
  http: 'A page or an API answers as it should',
  tcp: 'A port takes connections',
  ping: 'A machine answers on the network',
  dns: 'A name has the right records',
  tls: 'A certificate is valid and not about to end',
  heartbeat: 'A job of yours calls us; silence is down',
}
const TARGET_LABEL: Record<MonitorKind, string> = {
  http: 'Address',
  tcp: 'Host and port',
  ping: 'Host',
  dns: 'Name',
  tls: 'Host and port',
  heartbeat: 'Job',
}
const TARGET_EXAMPLE: Record<MonitorKind, string> = {
  http: 'https://example.org/health',
  tcp: 'mail.example.org:25',
  ping: 'gateway.example.org or 192.0.2.1',
  dns: 'example.org',
  tls: 'example.org:443',
  heartbeat: '',
}

/** What is watched. For a new monitor one field, from which the kind is guessed until the person chooses one. */
export function TargetFields({ form, update, errors, kindIsFixed }: FormProps & { kindIsFixed: boolean }) {
  const [chosen, setChosen] = useState(kindIsFixed)
  const error = errorAt(errors, 'url') ?? errorAt(errors, 'host') ?? portError(errorAt(errors, 'port'))
  const choose = (kind: MonitorKind) => {
    setChosen(true)
    const guess = guessKind(form.target)
    update({
      kind,
      ...(guess?.kind === kind
        ? { target: guess.target }
        : kind === 'heartbeat'
          ? {}
          : { target: retarget(form.target, kind) }),
    })
  }
  // A bare "example.org" becomes "https://example.org" when the field is left, so that one sees what is checked.
  const tidy = () => {
    const { target } = tidyTarget(form)
    if (target !== form.target) update({ target })
  }
  return (
    <div className="grid gap-4">
      {(form.kind !== 'heartbeat' || !chosen) && (
        <TextField
          label={kindIsFixed ? TARGET_LABEL[form.kind] : 'What should be watched?'}
          hint={
            kindIsFixed ? undefined : 'An address, a host with a port, an IP address, or the cron expression of a job'
          }
          error={error}
          placeholder={TARGET_EXAMPLE[chosen ? form.kind : 'http']}
          mono
          name="target"
          autoFocus={!kindIsFixed}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="h-10 text-base"
          value={form.target}
          onValue={(text) => update(chosen ? { target: text } : withTarget(form, text))}
          onBlur={tidy}
        />
      )}
      {!kindIsFixed && <KindChoice kind={form.kind} onKind={choose} />}
      {form.kind === 'heartbeat' && <HeartbeatFields form={form} update={update} errors={errors} />}
    </div>
  )
}

const portError = (error: string | undefined) => error && 'Add the port, for example :443'

/** "https://example.org/x" for a kind that wants a host: "example.org"; and back. */
function retarget(text: string, kind: MonitorKind): string {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  if (kind === 'http') return /^https?:\/\//.test(trimmed) ? trimmed : `https://${trimmed}`
  const url = URL.canParse(trimmed) && /^https?:\/\//.test(trimmed) ? new URL(trimmed) : null
  if (!url) return kind === 'ping' || kind === 'dns' ? trimmed.replace(/^([^:]+):\d+$/, '$1') : trimmed
  if (kind === 'ping' || kind === 'dns') return url.hostname
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
}

function KindChoice({ kind, onKind }: { kind: MonitorKind; onKind: (kind: MonitorKind) => void }) {
  const name = useId()
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">Kind</legend>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
        {MONITOR_KINDS.map((value) => (
          <label
            key={value}
            className={cx(
              'relative rounded-lg border px-3 py-2 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-(--focus)',
              value === kind ? 'border-accent bg-accent-soft' : 'border-line bg-surface hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === kind}
              onChange={() => onKind(value)}
              className="absolute inset-0 opacity-0"
            />
            <span className="block font-medium text-sm">{KIND_WORD[value]}</span>
            <span className="block text-text-2 text-xs">{KIND_HINT[value]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
