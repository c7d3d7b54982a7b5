import {
  endBlindness,
  noteBlindness,
  readWorkspacesOfRegion,
  takeBackLooks,
  withdrawIncidents,
} from '@mointering/db/incidents/region-blindness'
import { type NewDelivery, queueDeliveries } from '@mointering/db/notices/queue-deliveries'
import { readRouting } from '@mointering/db/notices/routing'
import type pg from 'pg'
import { regionNotice, withdrawal } from './blindness-notices.js'
import type { SightChange } from './region-sights.js'

type Context = {
  /** Of the monitors of this ingester. */
  monitorKeys: readonly number[]
  defaultRegions: readonly string[]
  nowMs: number
  publicUrl: string
}

/** A monitor that nobody but a blind region found down, since when. */
export type Mistaken = { monitorKey: number; region: string; sinceMs: number }

/**
 * Stores that regions see nothing, or see again, in the transaction of the results: takes back what they said, withdraws the incidents that rest on it, and tells each
 * workspace once. Gives back the monitors whose status must be thought over, and whether there is anything to tell.
 */
export async function noteChanges(
  client: pg.PoolClient,
  changes: readonly SightChange[],
  context: Context,
): Promise<{ mistaken: Mistaken[]; queued: boolean }> {
  const { monitorKeys, nowMs } = context
  const mistaken: Mistaken[] = []
  const deliveries: NewDelivery[] = []
  for (const { region, blindSinceMs: sinceMs } of changes) {
    if (sinceMs === null) {
      const ended = await endBlindness(client, { region, untilMs: nowMs })
      if (ended) deliveries.push(...(await toldTo(client, { ...ended, region, sees: true }, context)))
      continue
    }
    const keys = await takeBackLooks(client, { region, sinceMs, monitorKeys })
    mistaken.push(...keys.map((monitorKey) => ({ monitorKey, region, sinceMs })))
    const told = await withdrawIncidents(client, { monitorKeys: keys, sinceMs, nowMs })
    deliveries.push(...told.map((one) => withdrawal(one, nowMs)))
    const because = 'Unrelated targets went silent together'
    const id = await noteBlindness(client, { region, sinceMs, because })
    if (id !== null) deliveries.push(...(await toldTo(client, { id, sinceMs, region, sees: false }, context)))
  }
  return { mistaken, queued: (await queueDeliveries(client, deliveries)) > 0 }
}

async function toldTo(
  client: pg.PoolClient,
  note: { id: string; region: string; sinceMs: number; sees: boolean },
  { defaultRegions, nowMs, publicUrl }: Context,
): Promise<NewDelivery[]> {
  const { id: noteId, region, sinceMs, sees } = note
  const workspaces = await readWorkspacesOfRegion(client, { region, isDefault: defaultRegions.includes(region) })
  const route = await readRouting(
    client,
    workspaces.map(({ id }) => id),
  )
  return workspaces.flatMap((workspace) =>
    route(workspace.id, { monitorId: null, tags: [], severity: 'warning' }).channelIds.map(
      (channelId): NewDelivery => ({
        workspaceId: workspace.id,
        channelId,
        eventKey: `region:${noteId}:${sees ? 'sees' : 'blind'}`,
        incidentId: null,
        notice: regionNotice({ noteId, region, sinceMs, sees, workspace, nowMs, publicUrl }),
        checkedAtMs: null,
        notBeforeMs: null,
        heldBy: null,
      }),
    ),
  )
}
