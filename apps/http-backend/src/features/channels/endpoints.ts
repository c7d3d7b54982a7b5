import { createChannelSealer } from '@mointering/backend-common/crypto/encryption-keys'
import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { createChangeChannel } from './change-channel.js'
import { channelRoutes } from './channel.routes.js'
import { deliveryRoutes } from './delivery.routes.js'
import { testChannelRoute } from './test-channel.route.js'

/** Ways to tell people, and what was told. */
export function channelEndpoints(deps: EndpointDeps): Endpoint[] {
  const sealer = createChannelSealer(deps.config)
  const changeChannel = createChangeChannel({ ...deps, sealer })
  return [...channelRoutes({ ...deps, changeChannel }), testChannelRoute(deps), ...deliveryRoutes(deps)]
}
