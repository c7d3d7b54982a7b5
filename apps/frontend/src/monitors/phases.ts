import type { Phases } from '@mointering/api-contract/pipeline/messages'

type Phase = { key: keyof Phases; label: string; color: string }

/** The phases of a check in the order in which they happen, as people call them. */
export const PHASES: readonly Phase[] = [
  { key: 'dnsMs', label: 'DNS', color: 'var(--phase-dns)' },
  { key: 'connectMs', label: 'Connect', color: 'var(--phase-connect)' },
  { key: 'tlsMs', label: 'TLS', color: 'var(--phase-tls)' },
  { key: 'ttfbMs', label: 'Wait', color: 'var(--phase-ttfb)' },
  { key: 'transferMs', label: 'Transfer', color: 'var(--phase-transfer)' },
]
