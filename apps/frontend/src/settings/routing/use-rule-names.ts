import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../../app/providers/SessionProvider'
import { listQuery } from '../../monitors/monitor-queries'
import type { Option } from '../../ui/Select'
import { channelsQuery } from '../channels/channel-api'
import { policiesQuery } from '../on-call/on-call-api'

export const GONE = {
  channel: 'a channel that is gone',
  monitor: 'a monitor that is gone',
  policy: 'a policy that is gone',
}

const optionsOf = (things: readonly { id: string; name: string }[] | undefined): Option<string>[] =>
  (things ?? []).map(({ id, name }) => ({ value: id, label: name }))

/** What rules speak of: names for reading, lists for choosing. */
export function useRuleNames() {
  const { workspace } = useSession()
  const channels = optionsOf(useQuery(channelsQuery(workspace.id)).data)
  const monitors = optionsOf(useQuery(listQuery(workspace.id)).data)
  const policies = optionsOf(useQuery(policiesQuery(workspace.id)).data)
  const nameIn = (options: readonly Option<string>[], gone: string) => {
    const labels = new Map(options.map(({ value, label }) => [value, label]))
    return (id: string) => labels.get(id) ?? gone
  }
  return {
    options: { channels, monitors, policies },
    names: {
      channel: nameIn(channels, GONE.channel),
      monitor: nameIn(monitors, GONE.monitor),
      policy: nameIn(policies, GONE.policy),
    },
  }
}
