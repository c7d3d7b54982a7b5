import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { Registry } from 'prom-client'

/** The reasons why not, for people; empty when all is well. Rejecting counts as a reason. */
export type HealthCheck = () => readonly string[] | Promise<readonly string[]>

export type InternalServer = AsyncDisposable & { port: number }

export type InternalServerOptions = {
  /** 0 takes a free port. */
  port: number
  /** 127.0.0.1 when absent: what it shows is not for the public. */
  host?: string
  registry: Registry
  /** Should the process be restarted? Only for what a restart heals. */
  live: HealthCheck
  /** Should it get work? False while a server it needs is away. */
  ready: HealthCheck
  /** A check that takes longer has failed. 2000 when absent. */
  checkTimeoutMs?: number
}

/**
 * Serves `/health/live`, `/health/ready` (200 or 503 with `{status, reasons}`) and `/metrics` (Prometheus text), for the
 * platform and never for users. Rejects when the port is taken.
 */
export async function startInternalServer(options: InternalServerOptions): Promise<InternalServer> {
  const { registry, live, ready, checkTimeoutMs = 2000 } = options
  const server = createServer(async (req, res) => {
    const path = req.url?.split('?')[0]
    if (req.method !== 'GET' && req.method !== 'HEAD') return reply(res, 405, 'text/plain', 'Only GET\n')
    if (path === '/health/live') return answerHealth(res, live, checkTimeoutMs)
    if (path === '/health/ready') return answerHealth(res, ready, checkTimeoutMs)
    if (path !== '/metrics') return reply(res, 404, 'text/plain', 'Only /health/live, /health/ready and /metrics\n')
    const text = await registry
      .metrics()
      .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
    if (text instanceof Error) return reply(res, 500, 'text/plain', `${text.message}\n`)
    return reply(res, 200, registry.contentType, text)
  })
  server.requestTimeout = 5000
  server.listen(options.port, options.host ?? '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The internal server listens on no port')
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function answerHealth(res: ServerResponse, check: HealthCheck, timeoutMs: number): Promise<void> {
  const reasons = await reasonsOf(check, timeoutMs)
  const body = { status: reasons.length === 0 ? 'ok' : 'failing', reasons }
  reply(res, reasons.length === 0 ? 200 : 503, 'application/json', `${JSON.stringify(body)}\n`)
}

async function reasonsOf(check: HealthCheck, timeoutMs: number): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(() => resolve([`no answer within ${timeoutMs} ms`]), timeoutMs)
  })
  try {
    return await Promise.race([check(), tooLate])
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  } finally {
    clearTimeout(timer)
  }
}

function reply(res: ServerResponse, status: number, type: string, body: string): void {
  res.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}
