import { createOnCallOverrideRequest, onCallOverride } from '@mointering/api-contract/http/on-call'
import { type Endpoint, nothing, workspaceEndpoint } from '../../http/endpoint.js'
import type { ChangeOverrides } from './change-overrides.js'
import { OVERRIDES_PATH, overrideParams, scheduleParams } from './on-call-params.js'

const common = { tag: 'On call', query: nothing } as const

const createShape = {
  ...common,
  method: 'post',
  path: OVERRIDES_PATH,
  summary: 'Let somebody stand in',
  params: scheduleParams,
  body: createOnCallOverrideRequest,
  reply: onCallOverride,
  status: 201,
} as const
const deleteShape = {
  ...common,
  method: 'delete',
  path: `${OVERRIDES_PATH}/:overrideId`,
  summary: 'Delete an override',
  params: overrideParams,
  body: nothing.optional(),
  reply: null,
  status: 204,
} as const

export function overrideRoutes({ changeOverrides }: { changeOverrides: ChangeOverrides }): Endpoint[] {
  return [
    workspaceEndpoint('channels:write', createShape, ({ params, body, by }) =>
      changeOverrides.create(params, body, by),
    ),
    workspaceEndpoint('channels:write', deleteShape, async ({ params, by }) => {
      await changeOverrides.remove(params, by)
      return null
    }),
  ]
}
