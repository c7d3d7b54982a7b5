import type { IncidentDetails } from '@mointering/api-contract/http/incidents'

type Phase = IncidentDetails['why']['phases'][number]['grown'][number]['phase']

/** What a phase is called where people read it. */
export const phaseWords: Readonly<Record<Phase, string>> = {
  dns: 'Name lookup',
  connect: 'Connecting',
  tls: 'TLS handshake',
  ttfb: 'Waiting for the answer',
  transfer: 'Reading the answer',
}

const CHANGES: Readonly<Record<string, string>> = {
  addresses: 'Other addresses',
  certificate: 'Another certificate',
  redirect: 'Redirects elsewhere',
  server: 'Another server header',
}

/** What changed; the stored word for a kind that this page does not know yet. */
export const changeWords = (kind: string): string => CHANGES[kind] ?? kind
