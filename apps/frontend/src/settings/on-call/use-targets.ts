import { ESCALATION_TARGETS, type EscalationTarget } from '@mointering/api-contract/http/escalation'
import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../../app/providers/SessionProvider'
import type { Option } from '../../ui/Select'
import { channelsQuery } from '../channels/channel-api'
import { contactsQuery, schedulesQuery } from './on-call-api'

const keyOf = ({ kind, id }: EscalationTarget): string => `${kind}:${id}`

/** Whom a step may tell: their names, and a list to choose from. What is gone has a name that says so. */
export function useTargets() {
  const { workspace } = useSession()
  const schedules = useQuery(schedulesQuery(workspace.id)).data ?? []
  const members = useQuery(contactsQuery(workspace.id)).data ?? []
  const channels = useQuery(channelsQuery(workspace.id)).data ?? []
  const options: Option<string>[] = [
    ...schedules.map(({ id, name }) => ({ value: `schedule:${id}`, label: `Whoever is on call: ${name}` })),
    ...members.map(({ userId, name }) => ({ value: `user:${userId}`, label: name })),
    ...channels.map(({ id, name }) => ({ value: `channel:${id}`, label: `Channel ${name}` })),
  ]
  const labels = new Map(options.map(({ value, label }) => [value, label]))
  return {
    options,
    nameOf: (target: EscalationTarget): string => labels.get(keyOf(target)) ?? GONE[target.kind],
  }
}

const GONE: Record<EscalationTarget['kind'], string> = {
  channel: 'a channel that is gone',
  schedule: 'a schedule that is gone',
  user: 'somebody who left',
}

/** The target of a value of the list; null for none. */
export function targetOf(value: string): EscalationTarget | null {
  const [word, id] = value.split(':')
  const kind = ESCALATION_TARGETS.find((known) => known === word)
  return kind && id ? { kind, id } : null
}
