import type { CheckTask, TargetTraits } from '@mointering/api-contract/pipeline/messages'
import type { Trace } from './probe.js'
import { cut } from './to-result.js'

export type TraitMemory = {
  /** What the target shows now; undefined when that is what this prober told last, as nearly always. */
  news(task: CheckTask, trace: Trace): TargetTraits | undefined
}

const MOST_KEPT = 100_000
const LONGEST = 500

/** What targets showed last, so that only what is new travels. Forgets all when it holds very many, and tells them once more then. */
export function createTraitMemory(): TraitMemory {
  const told = new Map<number, string>()
  return {
    news({ monitorKey }, trace) {
      if (monitorKey === null) return undefined
      const traits = traitsOf(trace)
      const text = JSON.stringify(traits)
      if (told.get(monitorKey) === text) return undefined
      if (told.size >= MOST_KEPT) told.clear()
      told.set(monitorKey, text)
      return traits
    },
  }
}

function traitsOf({ addresses, certificate, redirects, headers }: Trace): TargetTraits {
  const server = headers.findIndex((header, index) => index % 2 === 0 && header.toLowerCase() === 'server')
  const redirect = redirects.at(-1)
  const shown = {
    addresses: addresses.length > 0 ? addresses.toSorted().slice(0, 8).join(', ') : undefined,
    certificate: certificate
      ? `${certificate.subject}, by ${certificate.issuer} (${certificate.fingerprint256})`
      : undefined,
    redirect: redirect === undefined ? undefined : withoutQuery(redirect),
    server: server < 0 ? undefined : headers[server + 1],
  }
  return Object.fromEntries(
    Object.entries(shown).flatMap(([kind, value]) => (value ? [[kind, cut(value, LONGEST)]] : [])),
  )
}

const withoutQuery = (url: string): string => (URL.canParse(url) ? new URL(url).origin + new URL(url).pathname : '')
