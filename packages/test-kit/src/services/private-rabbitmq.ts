import { execFile } from 'node:child_process'
import { chmod, chown, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type ChildServer, portAnswers, startChildServer } from './child-server.js'
import { findProgram } from './find-program.js'
import { freePorts } from './free-port.js'
import { keepPrivateServer, type PrivateServer } from './private-server.js'

const run = promisify(execFile)
const AMQP_HELLO = Buffer.from('AMQP\x00\x00\x09\x01', 'latin1')
const METHOD_FRAME = 1

export type PrivateRabbitMq = PrivateServer & {
  /** Runs `rabbitmqctl` on it and answers what it printed. */
  control(...args: readonly string[]): Promise<string>
}

// Debian's /usr/sbin/rabbitmq-server changes the user by itself and ignores the environment: the one behind it does not.
const findServer = () => findProgram('/usr/lib/rabbitmq/bin/rabbitmq-server', 'rabbitmq-server')

/** Is there a RabbitMQ on this machine that `startPrivateRabbitMq` can start? */
export const hasRabbitMq = () => findServer() !== null

/** A RabbitMQ of one's own, with its own node name, ports, Erlang port mapper and files. Durable queues outlive a restart. */
export async function startPrivateRabbitMq(): Promise<PrivateRabbitMq> {
  const server = findServer()
  const controller = findProgram('/usr/lib/rabbitmq/bin/rabbitmqctl', 'rabbitmqctl')
  const mapper = findProgram('epmd', '/usr/lib/rabbitmq/erlang/bin/epmd')
  if (server === null || controller === null || mapper === null)
    throw new Error('There is no rabbitmq-server on this machine')
  const user = await serverUser()
  const [port = 0, distributionPort = 0, mapperPort = 0] = await freePorts(3)
  const folder = await prepareFolder(user, port)
  const env = environment(folder, port, distributionPort, mapperPort)
  const as = (command: string, args: readonly string[]) => asUser(user, command, args)

  // Started here and not by Erlang, which would leave it behind as a daemon.
  let portMapper: ChildServer | undefined
  const launch = async () => {
    portMapper ??= await startChildServer({
      ...as(mapper, ['-port', `${mapperPort}`, '-address', '127.0.0.1']),
      env,
      answers: () => portAnswers(mapperPort, Buffer.from([0, 1, 0x6e]), () => true),
      startTimeoutMs: 10_000,
    })
    return startChildServer({
      ...as(server, []),
      env,
      answers: () => portAnswers(port, AMQP_HELLO, (answer) => answer[0] === METHOD_FRAME),
      startTimeoutMs: 60_000,
      folder,
    })
  }
  const kept = await keepPrivateServer(`amqp://guest:guest@127.0.0.1:${port}`, folder, launch, async () =>
    portMapper?.kill(),
  )
  return {
    ...kept,
    async control(...args) {
      const { command, args: all } = as(controller, args)
      const { stdout } = await run(command, all, { env, timeout: 30_000 })
      return stdout
    },
  }
}

type ServerUser = { uid: number; gid: number } | null

/** As root the server has to run as the user that the package made; otherwise as who we are (null). */
async function serverUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return null
  const idOf = async (flag: string) => Number((await run('id', [flag, 'rabbitmq'])).stdout)
  return { uid: await idOf('-u'), gid: await idOf('-g') }
}

function asUser(user: ServerUser, command: string, args: readonly string[]): { command: string; args: string[] } {
  if (user === null) return { command, args: [...args] }
  const who = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
  return { command: 'setpriv', args: [...who, command, ...args] }
}

async function prepareFolder(user: ServerUser, port: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mointering-rabbitmq-'))
  await writeFile(
    join(folder, 'rabbitmq.conf'),
    `listeners.tcp.default = 127.0.0.1:${port}\nloopback_users.guest = true\n`,
  )
  await writeFile(join(folder, 'enabled_plugins'), '[].\n')
  await writeFile(join(folder, 'rabbitmq-env.conf'), '')
  await chmod(folder, 0o755)
  if (user !== null) await chown(folder, user.uid, user.gid)
  return folder
}

const environment = (
  folder: string,
  port: number,
  distributionPort: number,
  mapperPort: number,
): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  LANG: 'C.UTF-8',
  HOME: folder,
  RABBITMQ_NODENAME: `mointering${port}@localhost`,
  RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
  RABBITMQ_NODE_PORT: `${port}`,
  RABBITMQ_DIST_PORT: `${distributionPort}`,
  RABBITMQ_MNESIA_BASE: join(folder, 'data'),
  RABBITMQ_LOG_BASE: join(folder, 'log'),
  RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
  RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
  RABBITMQ_CONF_ENV_FILE: join(folder, 'rabbitmq-env.conf'),
  RABBITMQ_PID_FILE: join(folder, 'pid'),
  ERL_EPMD_PORT: `${mapperPort}`,
  ERL_EPMD_ADDRESS: '127.0.0.1',
})
