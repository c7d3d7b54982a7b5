import { z } from 'zod'
import {
  dnsSettings,
  heartbeatSettings,
  httpSettings,
  pingSettings,
  tcpSettings,
  tlsSettings,
} from './monitor-kinds.js'

/**
 * A secret as it lies in the database and in the queue: sealed, and so longer and of other letters than what was sealed. The rules for it were
 * kept when it came in.
 */
const sealed = z.string().max(1_000_000)

const { headers, authentication, clientCertificate } = httpSettings.shape
const [basic, bearer] = authentication.unwrap().unwrap().options

const storedHttpSettings = httpSettings.extend({
  headers: z.array(headers.unwrap().element.extend({ value: sealed })).default([]),
  body: sealed.nullable().default(null),
  authentication: z
    .discriminatedUnion('scheme', [basic.extend({ password: sealed }), bearer.extend({ token: sealed })])
    .nullable()
    .default(null),
  clientCertificate: clientCertificate.unwrap().unwrap().extend({ key: sealed }).nullable().default(null),
})
const storedTcpSettings = tcpSettings.extend({ send: sealed.nullable().default(null) })

/** `probeSettings` as a check message holds them: the same, but for secrets that are sealed. */
export const storedProbeSettings = z.discriminatedUnion('kind', [
  storedHttpSettings,
  storedTcpSettings,
  pingSettings,
  dnsSettings,
  tlsSettings,
])
/** `monitorSettings` as the database holds them: the same, but for secrets that are sealed. */
export const storedMonitorSettings = z.discriminatedUnion('kind', [
  storedHttpSettings,
  storedTcpSettings,
  pingSettings,
  dnsSettings,
  tlsSettings,
  heartbeatSettings,
])
