import { isIP } from 'node:net'
import type { DnsSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { askServer } from '../dns/ask-server.js'
import { createQuestion, type DnsQuestion, type DnsReply } from '../dns/dns-message.js'
import { hasValue, recordValues } from '../dns/record-values.js'
import { CheckFailure, type Finding, fail, failure } from '../finding.js'
import type { DnsServer } from '../name-resolver.js'
import { canonicalHost, resolveTarget } from '../net/resolve-target.js'
import { addPhase, type Probe, type ProbeContext } from '../probe.js'
import { slowerThan } from '../slow.js'

/** One question to one DNS server. Trouble of a server that the monitor names is the target's; of the region's own it is ours. */
export const probeDns: Probe<DnsSettings> = async (settings, context) => {
  const question = createQuestion(settings.host, settings.recordType)
  const { server, isOurs } = await serverToAsk(settings, context)
  context.trace.remoteAddress = server.address
  const reply = await ask(context, server, question, isOurs)
  if (isOurs) assertNothingOfOurs(context, settings, reply)
  return judge(settings, reply, isOurs) ?? slowerThan(settings.degradedMs, context.deadline.elapsedMs(), 'The answer')
}

async function ask(
  context: ProbeContext,
  server: DnsServer,
  question: DnsQuestion,
  isOurs: boolean,
): Promise<DnsReply> {
  const startedAt = performance.now()
  try {
    return await askServer(context, server, question)
  } catch (error) {
    if (isOurs && error instanceof CheckFailure && error.finding.verdict === 'down') throw ours(error.finding)
    throw error
  } finally {
    addPhase(context.trace, 'dnsMs', startedAt)
  }
}

async function serverToAsk(
  settings: DnsSettings,
  context: ProbeContext,
): Promise<{ server: DnsServer; isOurs: boolean }> {
  if (settings.resolver !== null) {
    const address = await resolveTarget(context, canonicalHost(settings.resolver), 'any')
    return { server: { address, port: settings.resolverPort }, isOurs: false }
  }
  const [server] = context.resolver.servers()
  if (!server) throw fail('resolver_unreachable', 'This prober has no DNS server configured.')
  return { server, isOurs: true }
}

/**
 * Our own resolver knows names of our own network, which are nobody else's business: what leads to an address that we would not connect to
 * is not answered. Throws a CheckFailure that does not show it.
 */
function assertNothingOfOurs({ guard }: ProbeContext, { host, recordType }: DnsSettings, { answers }: DnsReply): void {
  const asked = recordType === 'PTR' && isIP(host) > 0 ? [host] : []
  const led = answers.flatMap((answer) => (answer.type === 'A' || answer.type === 'AAAA' ? [answer.data] : []))
  if ([...asked, ...led].every((address) => guard.refusal(address) === null)) return
  throw fail(
    'address_refused',
    `${host} leads into a network that we do not look into with our own resolver. Name a public one in the monitor.`,
  )
}

const ours = ({ code, message, detail }: Finding): CheckFailure =>
  fail(code === 'dns_no_answer' ? 'dns_timeout' : 'resolver_unreachable', `Our own resolver: ${message}`, detail)

function judge(settings: DnsSettings, { rcode, answers }: DnsReply, isOurs: boolean): Finding | null {
  const { host, recordType, expectedRcode, expectedValues } = settings
  if (rcode !== expectedRcode) {
    const sentence = `The answer for ${recordType} ${host} is ${rcode}; expected is ${expectedRcode}.`
    return failure(
      isOurs && (rcode === 'SERVFAIL' || rcode === 'REFUSED') ? 'dns_server_failure' : 'dns_rcode',
      sentence,
    )
  }
  if (rcode !== 'NOERROR') return null
  const records = answers.filter(({ type }) => type === recordType)
  const seen = records.flatMap((record) => recordValues(record).slice(0, 1))
  if (records.length === 0) return failure('dns_records_missing', `${host} has no ${recordType} record.`)
  const missing = expectedValues.filter((value) => !records.some((record) => hasValue(recordType, record, value)))
  if (missing.length === 0) return null
  return failure(
    'dns_records_missing',
    `${host} has no ${recordType} record ${missing.join(', ')}; it has ${seen.join(', ')}.`,
    seen.join('\n'),
  )
}
