import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { fromMonitor } from './from-monitor'
import { toRequest } from './to-request'

export type OtherChange = { field: string; before: string; after: string }

const LONGEST = 80

/** What somebody else changed between two versions of a monitor, in words for people. Secrets are masked in both, so that a change of one alone does not show. */
export function otherChanges(before: Monitor, after: Monitor): OtherChange[] {
  const [old, now] = [before, after].map((each) => ({ ...toRequest(fromMonitor(each)), enabled: each.enabled }))
  const fields = new Map([...Object.entries(old ?? {}), ...Object.entries(now ?? {})])
  return [...fields.keys()].flatMap((field) => {
    const [was, is] = [old, now].map((settings) => Object.entries(settings ?? {}).find(([name]) => name === field)?.[1])
    return JSON.stringify(was) === JSON.stringify(is)
      ? []
      : [{ field: titleOf(field), before: textOf(was), after: textOf(is) }]
  })
}

/** `timeoutMs` -> "Timeout ms". */
const titleOf = (field: string): string => {
  const words = field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
