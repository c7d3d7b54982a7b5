import { findProgram } from './find-program.mjs'

/**
 * What the tests need beside Node: for each the variable that names a ready one, where programs are found, Debian's package, and the
 * container image that can stand in. PostgreSQL is not here: it comes with the npm packages.
 */
export const TEST_NEEDS = [
  {
    name: 'RabbitMQ',
    variable: 'RABBITMQ_URL',
    programs: [
      '/usr/lib/rabbitmq/bin/rabbitmq-server',
      'rabbitmq-server',
      '/opt/homebrew/sbin/rabbitmq-server',
      '/usr/local/sbin/rabbitmq-server',
    ],
    debianPackage: 'rabbitmq-server',
    container: { image: 'rabbitmq:4-alpine', port: 5672, url: (port) => `amqp://guest:guest@127.0.0.1:${port}` },
  },
  {
    name: 'Redis',
    variable: 'REDIS_URL',
    programs: ['redis-server', '/usr/bin/redis-server', 'valkey-server', '/opt/homebrew/bin/redis-server'],
    debianPackage: 'redis-server',
    container: { image: 'redis:8-alpine', port: 6379, url: (port) => `redis://127.0.0.1:${port}` },
  },
  {
    name: 'Chromium',
    variable: 'CHROMIUM_PATH',
    programs: [
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    debianPackage: 'chromium',
    container: null,
  },
  {
    name: 'ping',
    variable: null,
    programs: ['ping', '/bin/ping', '/sbin/ping'],
    debianPackage: 'iputils-ping',
    container: null,
  },
]

/** How each need is met right now: `{need, by: 'variable' | 'program' | null}`. */
export function lookForNeeds() {
  return TEST_NEEDS.map((need) => {
    if (need.variable !== null && process.env[need.variable]) return { need, by: 'variable' }
    return { need, by: findProgram(need.programs) === null ? null : 'program' }
  })
}

/** What to tell somebody whose machine lacks `missing` and gives us no way to get it. */
export function missingNeedsMessage(missing) {
  const names = missing.map((need) => need.name).join(', ')
  const packages = missing.map((need) => need.debianPackage).join(' ')
  const variables = missing.filter((need) => need.variable !== null).map((need) => need.variable)
  return [
    `The tests need ${names}, and this machine has none. Any one of these helps:`,
    `  - install it, for example on Debian or Ubuntu: sudo apt-get install ${packages}`,
    '  - start Docker: RabbitMQ and Redis then run in containers of their own',
    ...(variables.length > 0 ? [`  - name one that you have in the environment: ${variables.join(', ')}`] : []),
    '  - on Debian, run the tests as root: they then install what is missing',
  ].join('\n')
}
