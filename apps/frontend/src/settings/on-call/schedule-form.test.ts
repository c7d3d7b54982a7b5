import { createOnCallScheduleRequest } from '@mointering/api-contract/http/on-call'
import { expect, it } from 'vitest'
import { layersOf, movedUp, newHours, newLayer, toLayers } from './schedule-form'

const ada = '11111111-1111-4111-8111-111111111111'

it('sends what was loaded, when nothing was changed', () => {
  const { key: _, ...hours } = newHours()
  const layers = [{ name: 'Days', startsAt: '2026-11-24T09:00', turnHours: 24, participants: [ada], hours: [hours] }]
  const schedule = { id: ada, name: 'Primary', timeZone: 'UTC', layers, now: null, version: 1, createdAt: '' }
  expect(toLayers(layersOf(schedule))).toEqual(layers)
})

it('begins with a layer that the contract takes as soon as somebody is in it', () => {
  const layer = newLayer('Layer 1', '2026-11-24T15:20')
  const send = (participants: string[]) =>
    createOnCallScheduleRequest.safeParse({
      name: 'P',
      timeZone: 'UTC',
      layers: toLayers([{ ...layer, participants }]),
    })
  expect(send([ada]).success).toBe(true)
  expect(send([]).error?.issues.map(({ path }) => path.join('.'))).toEqual(['layers.0.participants'])
  const empty = createOnCallScheduleRequest.safeParse({
    name: 'P',
    timeZone: 'UTC',
    layers: toLayers([{ ...layer, participants: [ada], turnHours: '' }]),
  })
  expect(empty.error?.issues.map(({ path }) => path.join('.'))).toEqual(['layers.0.turnHours'])
})

it('moves somebody up, and the first one nowhere', () => {
  expect([movedUp(['a', 'b', 'c'], 2), movedUp(['a', 'b'], 0)]).toEqual([
    ['a', 'c', 'b'],
    ['a', 'b'],
  ])
})
