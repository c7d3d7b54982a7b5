import { loadConfig } from '@mointering/backend-common/config/load-config'
import { readEnvFiles } from '@mointering/backend-common/config/read-env-files'
import type { Command } from 'commander'

/** `mointering secrets`: the key that stored secrets are sealed with, in both shapes. */
export function addSecretsCommand(program: Command): void {
  const secrets = program.command('secrets').description('the key that passwords and tokens are stored with')
  secrets
    .command('status')
    .description('show how many stored secrets are sealed with which key')
    .option('--json', 'print it as JSON')
    .action(async ({ json }: { json?: true }) => {
      const { statuses, render } = await withVault(({ readStatus }) => readStatus())
      console.log(json ? JSON.stringify({ secrets: statuses }, null, 2) : render())
    })
  secrets
    .command('rotate')
    .description('seal every stored secret with the current key; without servers of your own, with a new one')
    .addHelpText('after', '\nExit code: 0 everything is sealed with the current key, 1 something is not.')
    .action(async () => {
      const { lines, complete } = await withVault(({ rotate }) => rotate())
      console.log(lines.join('\n'))
      if (!complete) process.exitCode = 1
    })
  secrets
    .command('probe-key')
    .description('print PROBE_SECRETS_KEY for probers: it opens the secrets of monitors and nothing else')
    .action(async () => console.log(await printedProbeKey()))
}

type Vault = import('../secrets/open-vault.js').Vault

async function withVault<Result>(work: (vault: Vault) => Promise<Result>): Promise<Result> {
  const { openVault } = await import('../secrets/open-vault.js')
  await using vault = await openVault(await readConfig(), (note) => console.error(`  ${note}`))
  return await work(vault)
}

async function printedProbeKey(): Promise<string> {
  const { probeKeyOf } = await import('../secrets/probe-key.js')
  return probeKeyOf(await readConfig())
}

async function readConfig() {
  const { standaloneConfig } = await import('../standalone-config.js')
  return loadConfig(standaloneConfig, readEnvFiles(process.cwd(), process.env))
}
