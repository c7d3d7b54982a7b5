import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestAuthority } from '@mointering/test-kit/targets/certificates'
import { freePort, until } from '../measure/nginx-target.js'

export type BenchServers = AsyncDisposable & {
  httpUrl: string
  httpsUrl: string
  caFile: string
  blackboxPid: number
  /** One probe by blackbox_exporter; rejects unless it says that the target is up. */
  probeByBlackbox(url: string): Promise<void>
}

/** nginx with http and https (an ECDSA certificate of a local authority, no session resumption asked for) and blackbox_exporter, on loopback. */
export async function startBenchServers(): Promise<BenchServers> {
  const folder = mkdtempSync(join(tmpdir(), 'mointering-bench-probe-'))
  const [httpPort, httpsPort, blackboxPort] = [await freePort(), await freePort(), await freePort()]
  const authority = await createTestAuthority()
  const { cert, key } = await authority.issue({ hosts: ['127.0.0.1'] })
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const caFile = write('ca.pem', authority.ca)
  write('cert.pem', cert)
  write('key.pem', key)
  const nginxConfig = write('nginx.conf', nginxConf(folder, httpPort, httpsPort))
  const blackboxConfig = write('blackbox.yml', blackboxYml(caFile))

  const nginx = spawn('nginx', ['-c', nginxConfig], { stdio: 'ignore' })
  const listen = `127.0.0.1:${blackboxPort}`
  const blackbox = spawn(
    'prometheus-blackbox-exporter',
    [`--config.file=${blackboxConfig}`, `--web.listen-address=${listen}`, '--log.level=error'],
    { stdio: 'ignore' },
  )
  const probeByBlackbox = async (url: string) => {
    const answer = await text(`http://${listen}/probe?module=http_2xx&target=${encodeURIComponent(url)}`)
    if (!/^probe_success 1$/m.test(answer)) throw new Error(`blackbox_exporter says that ${url} is not up`)
  }
  const httpUrl = `http://127.0.0.1:${httpPort}/`
  const httpsUrl = `https://127.0.0.1:${httpsPort}/`
  await until('nginx and blackbox_exporter', () => probeByBlackbox(httpUrl).then(() => true))
  await probeByBlackbox(httpsUrl)
  return {
    httpUrl,
    httpsUrl,
    caFile,
    blackboxPid: blackbox.pid ?? 0,
    probeByBlackbox,
    async [Symbol.asyncDispose]() {
      for (const child of [nginx, blackbox]) {
        child.kill('SIGTERM')
        if (child.exitCode === null) await once(child, 'exit')
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const nginxConf = (folder: string, httpPort: number, httpsPort: number) => `
worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 4096; }
http {
  access_log off;
  ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem; ssl_protocols TLSv1.3;
  server {
    listen 127.0.0.1:${httpPort} backlog=4096; listen 127.0.0.1:${httpsPort} ssl backlog=4096;
    default_type text/plain; location / { return 200 'hello from the target\\n'; }
  }
}
`

const blackboxYml = (caFile: string) => `
modules:
  http_2xx:
    prober: http
    timeout: 10s
    http: { preferred_ip_protocol: ip4, tls_config: { ca_file: ${caFile} } }
`

/** Body of a GET over a kept-alive connection, so that blackbox_exporter pays little for being asked. */
function text(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, (res) => {
      let body = ''
      res.setEncoding('utf8').on('data', (part: string) => {
        body += part
      })
      res.on('end', () => resolve(body))
    }).on('error', reject)
  })
}
