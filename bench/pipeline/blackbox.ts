import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, until } from '../measure/nginx-target.js'
import { cpuOfTreeMs } from '../measure/process-cpu.js'

/** CPU microseconds that Debian's prometheus-blackbox-exporter uses for one http probe of `target`, over `probes` probes, 8 at a time. */
export async function blackboxCpuPerProbeUs(target: string, probes: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'mointering-bench-blackbox-'))
  const config = join(folder, 'blackbox.yml')
  writeFileSync(
    config,
    'modules:\n  http_2xx:\n    prober: http\n    timeout: 5s\n    http: { preferred_ip_protocol: ip4 }\n',
  )
  const port = await freePort()
  const exporter = spawn(
    'prometheus-blackbox-exporter',
    [`--config.file=${config}`, `--web.listen-address=127.0.0.1:${port}`, '--log.level=error'],
    { stdio: 'ignore' },
  )
  try {
    if (exporter.pid === undefined) throw new Error('prometheus-blackbox-exporter is not installed')
    const probe = `http://127.0.0.1:${port}/probe?module=http_2xx&target=${encodeURIComponent(target)}`
    await until('blackbox_exporter', async () => /probe_success 1/.test(await (await fetch(probe)).text()))
    await run(probe, 500)
    const before = cpuOfTreeMs(exporter.pid)
    await run(probe, probes)
    return ((cpuOfTreeMs(exporter.pid) - before) * 1000) / probes
  } finally {
    exporter.kill('SIGTERM')
    if (exporter.exitCode === null && exporter.pid !== undefined) await once(exporter, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run(url: string, times: number): Promise<void> {
  let left = times
  const worker = async () => {
    while (left-- > 0) await get(url)
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}

function get(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, (response) => response.resume().on('end', resolve).on('error', reject))
      .on('error', reject)
      .end()
  })
}
