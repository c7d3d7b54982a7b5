import type { EscalationPolicy, EscalationTarget } from '@mointering/api-contract/http/escalation'

/** A step as it is typed. */
export type StepForm = { key: string; minutes: string; targets: EscalationTarget[] }

export const newStep = (minutes = '10'): StepForm => ({ key: crypto.randomUUID(), minutes, targets: [] })

/** The steps of a policy to be changed; of a new one, one at once. */
export const stepsOf = (policy: EscalationPolicy | null): StepForm[] =>
  policy?.steps.map(({ delaySeconds, targets }) => ({ ...newStep(String(delaySeconds / 60)), targets })) ?? [
    newStep('0'),
  ]

/** What is sent. Minutes that are none become NaN, which the contract refuses at its field. */
export const toSteps = (steps: readonly StepForm[]) =>
  steps.map(({ minutes, targets }) => ({
    delaySeconds: minutes.trim() === '' ? Number.NaN : Math.round(Number(minutes) * 60),
    targets,
  }))
