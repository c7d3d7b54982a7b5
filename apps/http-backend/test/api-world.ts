import { sessionReply } from '@mointering/api-contract/http/accounts'
import type { Cache } from '@mointering/backend-common/cache/cache'
import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createScope } from '@mointering/backend-common/lifecycle/scope'
import { createLogger } from '@mointering/backend-common/log/logger'
import { createInProcessQueue } from '@mointering/backend-common/queue/in-process-queue'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import { createDatabase, type Database } from '@mointering/db/database'
import { prepareDatabase } from '@mointering/db/prepare-database'
import { type Browser, createBrowser } from '@mointering/test-kit/people/browser'
import { ALICE, BOB, CHARLIE, type Person } from '@mointering/test-kit/people/people'
import { createTestDatabase } from '@mointering/test-kit/services/test-database'
import type { Express } from 'express'
import { apiConfig } from '../src/api-config.js'
import { listen } from '../src/listen.js'
import { type ApiOptions, startApi } from '../src/start-api.js'

export type ApiWorld = AsyncDisposable & {
  url: string
  app: Express
  database: Database
  queue: MessageQueue
  cache: Cache
  /** Everything that was logged, one line of JSON each. */
  logged: string[]
  /** Of the API; moves only when a test moves it, in milliseconds ahead of the real time. */
  clock: { aheadMs: number }
  nobody(): Browser
  signUp(person: Person): Promise<{ browser: Browser; workspaceId: string }>
}

type WorldOptions = {
  env?: Record<string, string>
  cache?: Cache
  queue?: MessageQueue
  rateLimits?: ApiOptions['rateLimits']
  poolSize?: number
  providerAddresses?: ApiOptions['providerAddresses']
}

/** The real API on a real port with a database of its own. Cache and queue are the in-process ones where none are given. */
export async function startWorld(options: WorldOptions = {}): Promise<ApiWorld> {
  const scope = createScope()
  const logged: string[] = []
  const log = createLogger({
    name: 'api',
    level: 'debug',
    destination: { write: (line: string) => void logged.push(line) },
  })
  const { url: databaseUrl } = scope.add(await createTestDatabase())
  const database = scope.add(
    createDatabase({ url: databaseUrl, applicationName: 'api-test', log, poolSize: options.poolSize }),
  )
  await prepareDatabase(database.pool, { log })
  const queue = options.queue ?? scope.add(createInProcessQueue({ log }))
  const cache = options.cache ?? scope.add(createInProcessCache())
  const config = apiConfig.parse({ ENCRYPTION_KEY: 'ab'.repeat(32), ...options.env })
  const clock = { aheadMs: 0 }
  const now = () => Date.now() + clock.aheadMs
  const { rateLimits, providerAddresses } = options
  const api = await startApi({
    config,
    queue,
    cache,
    database,
    log,
    now,
    ...(rateLimits ? { rateLimits } : {}),
    ...(providerAddresses ? { providerAddresses } : {}),
  })
  scope.add(api)
  const { port } = scope.add(await listen(api.handler, { port: 0, host: '127.0.0.1', onClosing: api.endStreams }))
  const url = `http://127.0.0.1:${port}`

  return {
    url,
    app: api.handler,
    database,
    queue,
    cache,
    logged,
    clock,
    nobody: () => createBrowser(url),
    signUp: (person) => signUp(createBrowser(url), person),
    [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose](),
  }
}

async function signUp(browser: Browser, person: Person) {
  const answer = await browser.request('/api/v1/auth/sign-up', { json: person })
  if (answer.status !== 201) throw new Error(`Signing up answered ${answer.status} ${answer.text}`)
  const { workspaces } = sessionReply.parse(answer.body)
  const workspace = workspaces[0]
  if (!workspace) throw new Error('A person who signed up has a workspace')
  return { browser, workspaceId: workspace.id }
}

export type People = { alice: Browser; bob: Browser; charlie: Browser; workspaceId: string; path: string }

/** Alice with a workspace, Bob as a viewer in it, and Charlie, a stranger. `path` is the address of her workspace. */
export async function addPeople(world: ApiWorld): Promise<People> {
  const { browser: alice, workspaceId } = await world.signUp(ALICE)
  const { browser: bob } = await world.signUp(BOB)
  const { browser: charlie } = await world.signUp(CHARLIE)
  const { id: userId } = await world.database.prisma.user.findUniqueOrThrow({ where: { email: BOB.email } })
  await world.database.prisma.membership.create({ data: { workspaceId, userId, role: 'viewer' } })
  await bob.request('/api/v1/auth/sign-in', { json: { email: BOB.email, password: BOB.password } })
  return { alice, bob, charlie, workspaceId, path: `/api/v1/workspaces/${workspaceId}` }
}
