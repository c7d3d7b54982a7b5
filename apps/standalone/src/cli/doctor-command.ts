import { resolve } from 'node:path'
import { loadConfig } from '@mointering/backend-common/config/load-config'
import { readEnvFiles } from '@mointering/backend-common/config/read-env-files'
import type { Command } from 'commander'
import type { Finding } from '../doctor/finding.js'
import { paintFor } from './paint.js'

/** Must equal `engines.node` of the root package.json; scripts/node-version.test.ts compares them. */
export const MINIMUM_NODE = '20.19'

/** `mointering doctor`: what this machine has and lacks. Exit code 1 when something would keep Mointering from starting. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look at what this machine has and lacks for Mointering')
    .option('--json', 'print the findings as JSON')
    .action(async ({ json }: { json?: true }) => {
      const findings = await examine()
      console.log(json ? JSON.stringify({ findings }, null, 2) : render(findings))
      process.exitCode = findings.some(({ status }) => status === 'fail') ? 1 : 0
      // A server that does not answer may be retried in the background for ever.
      setTimeout(() => process.exit(), 300).unref()
    })
}

async function examine(): Promise<Finding[]> {
  const [{ standaloneConfig }, machine, servers] = await Promise.all([
    import('../standalone-config.js'),
    import('../doctor/look-at-machine.js'),
    import('../doctor/look-at-servers.js'),
  ])
  const config = loadConfig(standaloneConfig, readEnvFiles(process.cwd(), process.env))
  const { DATABASE_URL, RABBITMQ_URL, REDIS_URL, HOST, PORT } = config
  const folder = resolve(config.MOINTERING_DATA_DIR)
  return Promise.all([
    machine.lookAtNode(process.versions.node, MINIMUM_NODE),
    DATABASE_URL === undefined ? machine.lookAtPostgresProgram(folder) : servers.lookAtDatabase(DATABASE_URL),
    machine.lookAtDataFolder(folder),
    machine.lookAtDisk(folder),
    machine.lookAtPort(HOST, PORT, folder),
    machine.lookAtDns(),
    machine.lookAtPing(),
    ...(RABBITMQ_URL === undefined ? [] : [servers.lookAtQueue(RABBITMQ_URL)]),
    ...(REDIS_URL === undefined ? [] : [servers.lookAtCache(REDIS_URL)]),
  ])
}

function render(findings: readonly Finding[]): string {
  const paint = paintFor(process.stdout, process.env)
  const mark = { ok: paint.green('ok  '), warn: paint.yellow('warn'), fail: paint.red('FAIL') } as const
  return findings
    .flatMap(({ name, status, detail, advice }) => [
      `  ${mark[status]}  ${name.padEnd(14)}${detail}`,
      ...(advice === undefined ? [] : [`  ${' '.repeat(20)}${paint.grey(advice)}`]),
    ])
    .join('\n')
}
