import type { MonitorSettings } from './monitor-kinds.js'

/** What a monitor watches, in one line that may be told to others: without credentials, query and fragment of a URL. */
export function targetLine(settings: MonitorSettings): string {
  switch (settings.kind) {
    case 'http':
      return withoutSecrets(settings.url)
    case 'tcp':
    case 'tls':
      return `${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${settings.port}`
    case 'ping':
      return settings.host
    case 'dns':
      return `${settings.recordType} ${settings.host}`
    case 'heartbeat':
      return settings.schedule.type === 'interval'
        ? `a call every ${settings.schedule.periodSeconds} s`
        : `a call at ${settings.schedule.expression} (${settings.schedule.timeZone})`
  }
}

/** The host that a monitor watches, in small letters; null for a heartbeat, which watches none. */
export function targetHost(settings: MonitorSettings): string | null {
  if (settings.kind === 'heartbeat') return null
  if (settings.kind !== 'http') return settings.host.toLowerCase()
  return URL.canParse(settings.url) ? new URL(settings.url).hostname : null
}

function withoutSecrets(url: string): string {
  if (!URL.canParse(url)) return ''
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}
