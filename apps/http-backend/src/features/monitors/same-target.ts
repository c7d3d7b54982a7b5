import { isDeepStrictEqual } from 'node:util'
import type { HttpSettings, MonitorSettings } from '@mointering/api-contract/monitors/monitor-kinds'

/**
 * True when a check with either of the settings sends its secrets to the same party. Who may change a monitor but not read its secrets must not
 * get them by pointing it at a server, or a proxy, of their own, nor by no longer asking who answers.
 */
export const sameTarget = (before: MonitorSettings, after: MonitorSettings): boolean =>
  isDeepStrictEqual(targetOf(before), targetOf(after)) && (asksWhoAnswers(after) || !asksWhoAnswers(before))

function targetOf(settings: MonitorSettings): unknown[] {
  const { kind } = settings
  if (kind === 'http') return [kind, new URL(settings.url).origin, proxyOf(settings), ...hostHeaders(settings)]
  if (kind === 'tcp') return [kind, settings.host, settings.port, settings.tls]
  return [kind]
}

const asksWhoAnswers = (settings: MonitorSettings): boolean => 'verifyTls' in settings && settings.verifyTls

const proxyOf = ({ proxyUrl }: HttpSettings) => (proxyUrl === null ? null : new URL(proxyUrl).origin)

/** Where many sites share an address (a CDN), the Host header alone decides who gets the request. */
const hostHeaders = ({ headers }: HttpSettings) =>
  headers.filter(({ name }) => name.toLowerCase() === 'host').map(({ value }) => value)
