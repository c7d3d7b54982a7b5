import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { type ConnectionOptions, createSecureContext } from 'node:tls'
import { probeSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { createAddressGuard } from '@mointering/worker-node/prober/address-guard'
import { createNameResolver } from '@mointering/worker-node/prober/name-resolver'
import { createCheckRunner } from '@mointering/worker-node/prober/run-check'

/**
 * A process that checks one URL and tells what CPU it took. `client ours|bare URL CA-FILE`; each message `{ checks, atOnce }` is
 * answered by `{ cpuMs, wallMs }`, this process only, user and system.
 */
const [, , who, url = '', caFile = ''] = process.argv
const ca = readFileSync(caFile, 'utf8')
const checkOnce = who === 'ours' ? ours() : bare()

process.on('message', async ({ checks, atOnce }: { checks: number; atOnce: number }) => {
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  let left = checks
  const worker = async () => {
    while (left-- > 0) await checkOnce()
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  const { user, system } = process.cpuUsage(cpu)
  process.send?.({ cpuMs: (user + system) / 1000, wallMs: performance.now() - startedAt })
})
process.send?.('ready')

/** The product's own runner, settings as a monitor has them by default. */
function ours(): () => Promise<void> {
  const run = createCheckRunner({
    guard: createAddressGuard({ allowedPrivateCidrs: [], allowPrivate: true }),
    resolver: createNameResolver(),
    log: console,
    extraCa: [ca],
  })
  const settings = probeSettings.parse({ kind: 'http', url })
  const shutdown = new AbortController().signal
  return async () => {
    const now = Date.now()
    const task = { monitorKey: 1, slot: now, attempt: 0, notAfter: now + 60_000, timeoutMs: 10_000, settings }
    const result = await run(task, 'bench', shutdown)
    if (result.verdict !== 'up') throw new Error(`${result.errorCode}: ${result.message}`)
  }
}

/** What one would write by hand: a new connection, the times of each phase, the body read. */
function bare(): () => Promise<void> {
  const { protocol, hostname: host, port, pathname: path } = new URL(url)
  const secureContext = createSecureContext({ ca })
  const options = { host, port, path, agent: false }
  const secureOptions: https.RequestOptions & Pick<ConnectionOptions, 'secureContext'> = { ...options, secureContext }
  return () =>
    new Promise((resolve, reject) => {
      const times: Record<string, number> = { start: performance.now() }
      const mark = (phase: string) => () => {
        times[phase] = performance.now()
      }
      const req = protocol === 'https:' ? https.get(secureOptions) : http.get(options)
      req.on('socket', (socket) => {
        socket.once('connect', mark('connect'))
        socket.once('secureConnect', mark('tls'))
      })
      req.on('response', (res) => {
        mark('ttfb')()
        res.on('data', () => undefined)
        res.on('end', () => {
          mark('end')()
          if (res.statusCode === 200) resolve()
          else reject(new Error(`status ${res.statusCode}`))
        })
      })
      req.on('error', reject)
    })
}
