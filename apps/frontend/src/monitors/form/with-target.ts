import { guessKind } from './guess-kind'
import type { MonitorForm } from './monitor-form'

/**
 * The form after something was typed as target. While the person has not chosen a kind (`guess`), the kind follows the text; then scheme and
 * cron expression go where they belong. The text itself is left alone while it is being typed, unless `tidy`.
 */
export function withTarget(form: MonitorForm, text: string, tidy = false): MonitorForm {
  const guess = guessKind(text)
  if (!guess) return { ...form, target: text }
  if (guess.kind !== 'heartbeat') return { ...form, kind: guess.kind, target: tidy ? guess.target : text }
  const cron = guess.target === '' ? {} : { scheduleType: 'cron' as const, cron: guess.target }
  return { ...form, kind: 'heartbeat', target: text, ...cron }
}

/**
 * The form with its target as it is checked: "example.org" becomes "https://example.org". Only where the text would be guessed as the kind that
 * the form has; what a person chose otherwise stays as typed.
 */
export function tidyTarget(form: MonitorForm): MonitorForm {
  const guess = guessKind(form.target)
  return guess && guess.kind === form.kind && guess.kind !== 'heartbeat' ? { ...form, target: guess.target } : form
}
