import { apiProcessConfig } from '../../apps/http-backend/src/api-config.ts'
import { standaloneConfig } from '../../apps/standalone/src/standalone-config.ts'
import { proberProcessConfig, ROLES, workerProcessConfig } from '../../apps/worker-node/src/worker-config.ts'
import { code, page, table } from './markdown.mts'
import { type Setting, settingsOf } from './settings.mts'

const INTRODUCTION = `Everything is set by environment variables, read once when a process starts. An empty variable counts as not set. What is wrong is reported all at once, by name and never
with the value, and the process ends with exit code 1. Outside production (\`NODE_ENV=production\`) the files \`.env.local\` and \`.env\` are read too; variables that are set win.

In the embedded shape (\`npm start\`) every setting has a working default. Setting \`DATABASE_URL\`, \`RABBITMQ_URL\` or \`REDIS_URL\` replaces the built-in part by the real one. As separate processes
the API and the workers need the ones marked **required**. Addresses of PostgreSQL, RabbitMQ and Redis hold passwords, and \`ENCRYPTION_KEY\` is a secret: keep them out of files that others read.`

/** The pages read these when they start (apps/frontend/src/frontend.config.ts); they are not in a schema because Next.js reads PORT itself. */
const PAGES = [
  ['`API_INTERNAL_URL`', '', 'Address of the API as the server of the pages reaches it, for example http://api:4000'],
  ['`NEXT_PUBLIC_API_URL`', '', 'The older name of `API_INTERNAL_URL`; read when that is not set'],
  ['`PORT`', '`3000`', 'Port of the pages'],
]

/** docs/configuration.md. */
export function configurationPage(): string {
  const embedded = settingsOf(standaloneConfig)
  const api = settingsOf(apiProcessConfig)
  const worker = settingsOf(workerProcessConfig)
  const prober = namesOf(settingsOf(proberProcessConfig))
  const inApi = namesOf(api)
  const inWorker = namesOf(worker)
  const only = worker.map(({ name }) => name).filter((name) => !prober.has(name))

  return page('Configuration', 'the zod schemas of the roles', [
    INTRODUCTION,
    '## Embedded shape only',
    tableOf(embedded.filter(({ name }) => !inApi.has(name) && !inWorker.has(name))),
    '## API and workers',
    tableOf(
      api.filter(({ name }) => inWorker.has(name)),
      embedded,
    ),
    '## API',
    tableOf(
      api.filter(({ name }) => !inWorker.has(name)),
      embedded,
    ),
    '## Workers',
    `Which roles a process has is said by \`--roles\` or, where that is not given, by \`WORKER_ROLES\`: one or more of ${ROLES.map(code).join(', ')}, comma-separated; with neither it has all of them.
A worker with the role \`prober\` alone needs no ${only.map(code).join(', ')}. In the embedded shape private networks and loopback may be checked; cloud metadata addresses never.`,
    tableOf(
      worker.filter(({ name }) => !inApi.has(name)),
      embedded,
    ),
    '## Pages',
    table(['Variable', 'Default', 'Meaning'], PAGES),
  ])
}

const namesOf = (settings: readonly Setting[]) => new Set(settings.map(({ name }) => name))

function tableOf(settings: readonly Setting[], embedded?: readonly Setting[]): string {
  const rows = settings.map((setting) => [
    code(setting.name),
    defaultOf(setting),
    ...(embedded ? [defaultWhenEmbedded(setting, embedded)] : []),
    setting.values,
    setting.description,
  ])
  return table(['Variable', 'Default', ...(embedded ? ['Embedded shape'] : []), 'Values', 'Meaning'], rows)
}

function defaultOf({ fallback, required }: Setting): string {
  if (required) return '**required**'
  return fallback === null || fallback === '' ? 'none' : code(fallback)
}

function defaultWhenEmbedded({ name, ...setting }: Setting, embedded: readonly Setting[]): string {
  const there = embedded.find((other) => other.name === name)
  if (!there) return 'not read'
  if (there.fallback === setting.fallback && there.required === setting.required) return 'the same'
  // Optional there and not here: it is filled in at the start.
  return there.fallback === null ? 'by itself' : defaultOf(there)
}
