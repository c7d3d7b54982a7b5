import type { ProbeSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import type { Finding } from '../finding.js'
import type { Probe, ProbeContext } from '../probe.js'
import { probeDns } from './dns.probe.js'
import { probeHttp } from './http.probe.js'
import { probePing } from './ping.probe.js'
import { probeTcp } from './tcp.probe.js'
import { probeTls } from './tls.probe.js'

type ProbeByKind = { [Kind in ProbeSettings['kind']]: Probe<Extract<ProbeSettings, { kind: Kind }>> }

const PROBE_BY_KIND: ProbeByKind = {
  http: probeHttp,
  tcp: probeTcp,
  ping: probePing,
  dns: probeDns,
  tls: probeTls,
}

/** Runs the probe of the settings' kind. */
export function probe<Kind extends ProbeSettings['kind']>(
  settings: Extract<ProbeSettings, { kind: Kind }>,
  context: ProbeContext,
): Promise<Finding | null> {
  const run: Probe<Extract<ProbeSettings, { kind: Kind }>> = PROBE_BY_KIND[settings.kind as Kind]
  return run(settings, context)
}
