import type { OnCallLayerSettings, OnCallSchedule } from '@mointering/api-contract/http/on-call'

export type HoursForm = OnCallLayerSettings['hours'][number] & { key: string }
/** A layer as it is typed. */
export type LayerForm = Omit<OnCallLayerSettings, 'turnHours' | 'hours'> & {
  key: string
  turnHours: string
  hours: HoursForm[]
}

/** Lengths of a turn that have a word. */
export const TURNS = [
  { value: '12', label: 'Every 12 hours' },
  { value: '24', label: 'Every day' },
  { value: '168', label: 'Every week' },
  { value: '336', label: 'Every two weeks' },
] as const

const WORKDAYS = [1, 2, 3, 4, 5]
export const newHours = (): HoursForm => ({ key: crypto.randomUUID(), days: WORKDAYS, from: '09:00', to: '17:00' })

/** A layer that begins at nine of the reader's day. */
export const newLayer = (name: string, today: string): LayerForm => ({
  key: crypto.randomUUID(),
  name,
  startsAt: `${today.slice(0, 10)}T09:00`,
  turnHours: '168',
  participants: [],
  hours: [],
})

/** The layers of a schedule to be changed. */
export const layersOf = ({ layers }: OnCallSchedule): LayerForm[] =>
  layers.map((layer) => ({
    ...layer,
    key: crypto.randomUUID(),
    turnHours: String(layer.turnHours),
    hours: layer.hours.map((span) => ({ ...span, key: crypto.randomUUID() })),
  }))

/** What is sent. Hours that are none become NaN, which the contract refuses at its field. */
export const toLayers = (layers: readonly LayerForm[]): OnCallLayerSettings[] =>
  layers.map(({ key: _, turnHours, hours, ...layer }) => ({
    ...layer,
    turnHours: turnHours.trim() === '' ? Number.NaN : Number(turnHours),
    hours: hours.map(({ days, from, to }) => ({ days, from, to })),
  }))

/** The list with one of its items a place earlier. */
export function movedUp<Item>(items: readonly Item[], index: number): Item[] {
  const moved = [...items]
  const [item] = moved.splice(index, 1)
  if (item !== undefined) moved.splice(Math.max(0, index - 1), 0, item)
  return moved
}
