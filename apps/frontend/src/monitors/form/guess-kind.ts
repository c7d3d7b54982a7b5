import type { MonitorKind } from '@mointering/api-contract/monitors/monitor-kinds'

export type Guess = {
  kind: MonitorKind
  /** What belongs into the target field of that kind; for heartbeats the cron expression, or empty. */
  target: string
}

const SCHEMES: Record<string, MonitorKind> = {
  http: 'http',
  https: 'http',
  tcp: 'tcp',
  ping: 'ping',
  icmp: 'ping',
  dns: 'dns',
  tls: 'tls',
  ssl: 'tls',
}
const WEB_PORTS = new Set(['80', '443', '3000', '8000', '8080', '8443'])
const PLAIN_PORTS = new Set(['80', '3000', '8000', '8080'])
const IPV4 = /^(?:\d{1,3}\.){3}\d{1,3}$/
const IPV6 = /^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*$/i
const CRON = /^@(?:hourly|daily|weekly|monthly|yearly)$|^(?:[\d*/,\-a-z?LW#]+\s+){4,5}[\d*/,\-a-z?LW#]+$/i

/** What somebody most likely wants who typed this; null for an empty field. A guess only: the kind can always be changed. */
export function guessKind(input: string): Guess | null {
  const text = input.trim()
  if (text === '') return null
  if (/^(?:heartbeat|cron|cron ?job|job|backup)$/i.test(text)) return { kind: 'heartbeat', target: '' }
  if (CRON.test(text)) return { kind: 'heartbeat', target: text }

  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.*)$/i.exec(text) ?? []
  const kind = SCHEMES[scheme.toLowerCase()]
  if (kind === 'http') return { kind, target: text }
  if (kind) return { kind, target: rest.replace(/\/.*$/, '') }

  return guessAddress(text)
}

function guessAddress(text: string): Guess {
  if (/\s/.test(text)) return { kind: 'http', target: text } // no address at all: left as it is, so that its field says so
  if (IPV4.test(text) || IPV6.test(text)) return { kind: 'ping', target: text }
  const [, host = '', port = '', path = ''] = /^(\[[^\]]+\]|[^/:?#]+):(\d{1,5})([/?#].*)?$/.exec(text) ?? []
  if (port && (path || WEB_PORTS.has(port))) {
    return { kind: 'http', target: `${PLAIN_PORTS.has(port) ? 'http' : 'https'}://${text}` }
  }
  if (port) return { kind: 'tcp', target: `${host}:${port}` }
  // One word without a dot is a machine on one's own network.
  if (!/[./]/.test(text)) return { kind: 'ping', target: text }
  return { kind: 'http', target: `https://${text}` }
}
