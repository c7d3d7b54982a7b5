'use client'

import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { ExternalLink } from 'lucide-react'
import { Since } from '../../ui/Since'
import { StatusMark } from '../../ui/StatusMark'
import { safeHref } from '../../ui/safe-href'
import { KIND_WORD, paceOf, targetOf } from '../monitor-target'
import { MonitorActions } from './MonitorActions'

/** Name, state and since when, target, pace; the actions. */
export function MonitorHeader({ monitor }: { monitor: Monitor }) {
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <h1 className="break-words font-semibold text-xl">{monitor.name}</h1>
        <div className="mt-1 flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-sm text-text-2">
          <span className="inline-flex items-center gap-1.5" aria-live="polite">
            <StatusMark status={monitor.status} size="large" />
            {monitor.statusSince && monitor.status !== 'pending' && (
              <span>
                for <Since at={monitor.statusSince} />
              </span>
            )}
          </span>
          <span className="rounded-sm border border-line px-1.5 text-xs leading-5">{KIND_WORD[monitor.kind]}</span>
          <Target monitor={monitor} />
          <span>{paceOf(monitor)}</span>
        </div>
      </div>
      <MonitorActions monitor={monitor} />
    </div>
  )
}

/** Text, and a link only where the target is a web address. */
function Target({ monitor }: { monitor: Monitor }) {
  const target = targetOf(monitor)
  const href = monitor.kind === 'http' ? safeHref(monitor.url) : null
  if (!href) return <span className="min-w-0 break-all font-mono text-xs">{target}</span>
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className="inline-flex min-w-0 items-center gap-1 rounded-sm font-mono text-xs hover:text-text hover:underline"
    >
      <span className="break-all">{target}</span>
      <ExternalLink className="size-3 shrink-0" aria-hidden="true" />
      <span className="sr-only">(opens a new tab)</span>
    </a>
  )
}
