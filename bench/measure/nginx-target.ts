import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type NginxTarget = AsyncDisposable & { url: string }

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('No TCP address')
  return address.port
}

/** A local nginx that answers 200 and a short text to everything. */
export async function startNginxTarget(): Promise<NginxTarget> {
  const folder = mkdtempSync(join(tmpdir(), 'mointering-bench-nginx-'))
  const port = await freePort()
  writeFileSync(
    join(folder, 'nginx.conf'),
    `worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 4096; }
http { access_log off; server { listen 127.0.0.1:${port} backlog=4096; default_type text/plain; location / { return 200 'hello from the target\\n'; } } }
`,
  )
  const nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf')], { stdio: 'ignore' })
  await until(`nginx on port ${port}`, async () => (await fetch(`http://127.0.0.1:${port}/`)).ok)
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      nginx.kill('SIGTERM')
      if (nginx.exitCode === null) await once(nginx, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Waits until `ready` answers true; rejects after 30 s. A rejection of `ready` counts as not yet. */
export async function until(what: string, ready: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (Date.now() < deadline) {
    if (await ready().catch(() => false)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`Waited 30 s in vain for ${what}`)
}
