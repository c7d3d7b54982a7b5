import type { Socket } from 'node:net'
import type { HttpSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { connectTcp } from '../net/connect.js'
import { bareHost, resolveTarget } from '../net/resolve-target.js'
import { connectSecure, secure } from '../net/secure.js'
import type { ProbeContext } from '../probe.js'
import { httpUrlOf } from './http-url.js'
import { assertLiteralAllowed, connectProxy, openTunnel } from './proxy.js'

export type HttpConnection = {
  socket: Socket
  /** The host and port of the URL, for sentences. */
  peer: string
  /** True when the request line must hold the whole URL (RFC 9112 3.2.2). */
  absoluteForm: boolean
}

export type ConnectionSettings = Pick<HttpSettings, 'verifyTls' | 'clientCertificate' | 'proxyUrl' | 'ipFamily'>

/** A fresh connection for one request: direct or through the monitor's proxy, with TLS for https. Throws a CheckFailure. */
export async function openHttpConnection(
  context: ProbeContext,
  settings: ConnectionSettings,
  url: URL,
): Promise<HttpConnection> {
  const isHttps = url.protocol === 'https:'
  const host = bareHost(url.hostname)
  const port = Number(url.port) || (isHttps ? 443 : 80)
  const peer = `${host} port ${port}`
  const options = { host, verify: settings.verifyTls, client: settings.clientCertificate }
  if (settings.proxyUrl !== null) {
    const tcp = await throughProxy(context, settings, settings.proxyUrl, { host, port, tunnel: isHttps })
    return { socket: isHttps ? await secure(context, tcp, options) : tcp, peer, absoluteForm: !isHttps }
  }
  const address = await resolveTarget(context, host, settings.ipFamily)
  const socket = isHttps
    ? await connectSecure(context, { address, port }, options)
    : await connectTcp(context, address, port)
  return { socket, peer, absoluteForm: false }
}

async function throughProxy(
  context: ProbeContext,
  settings: ConnectionSettings,
  proxyUrl: string,
  { host, port, tunnel }: { host: string; port: number; tunnel: boolean },
): Promise<Socket> {
  assertLiteralAllowed(context, host)
  const socket = await connectProxy(context, httpUrlOf(proxyUrl), settings.ipFamily)
  if (tunnel) await openTunnel(context, socket, host, port)
  return socket
}
