import { loadConfig } from '@mointering/backend-common/config/load-config'
import { readEnvFiles } from '@mointering/backend-common/config/read-env-files'
import type { Command } from 'commander'

/** `mointering start`: the embedded shape, until Ctrl-C. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('start Mointering on this machine: pages, API, checks and database on one address')
    .option('--no-pages', 'serve the API only (for development, where the pages come from `next dev`)')
    .action(async (options: { pages: boolean }) => start(options))
}

async function start({ pages }: { pages: boolean }): Promise<void> {
  // React and Next choose their build by this when they are loaded, which is why the rest is imported only now.
  if (process.env.NODE_ENV !== 'development') Object.assign(process.env, { NODE_ENV: 'production' })
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  const env = readEnvFiles(process.cwd(), process.env)
  const [{ standaloneConfig }, { startStandalone }, { openPages }, { runUntilStopped }] = await Promise.all([
    import('../standalone-config.js'),
    import('../start-standalone.js'),
    import('../server/open-pages.js'),
    import('./run-until-stopped.js'),
  ])
  const config = loadConfig(standaloneConfig, { DEFAULT_REGIONS: env.PROBE_REGION, PROBE_DRAIN_MS: '1500', ...env })
  await runUntilStopped(() =>
    startStandalone({
      config,
      onNote: (note) => console.error(`  ${note}`),
      openPages: pages ? (at) => openPages({ ...at, env: process.env }) : null,
    }),
  )
}
