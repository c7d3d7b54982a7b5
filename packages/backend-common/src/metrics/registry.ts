import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'

/** A registry of its own with the default metrics of the process (CPU, memory, event loop) and `mointering_build_info`. */
export function createRegistry({ role, version }: { role: string; version: string }): Registry {
  const registry = new Registry()
  registry.setDefaultLabels({ role })
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'mointering_build_info',
    help: 'Always 1; the labels say what runs',
    labelNames: ['version', 'node'] as const,
    registers: [registry],
  }).set({ version, node: process.version }, 1)
  return registry
}
