import type { Verdict } from '@mointering/monitoring-core/verdict'
import { type Command, InvalidArgumentError } from 'commander'
import { paintFor } from './paint.js'

/** The exit code tells the verdict. A wrong command line is 64, so that it is never taken for one. */
const EXIT_CODES = { up: 0, down: 1, degraded: 2, unknown: 3 } as const satisfies Record<Verdict, number>

type Flags = {
  json?: true
  timeout: number
  method?: string
  header: string[]
  body?: string
  redirects: boolean
  insecure?: true
  ipv4?: true
  ipv6?: true
}

/** `mointering check`: one check with the prober's own code, no database, no account. */
export function addCheckCommand(program: Command): void {
  program
    .command('check')
    .description('check an address once and show where the time went')
    .argument('<target>', 'an address (https:// is assumed), host:port for TCP, or ping://, dns://, tls:// and a host')
    .option('--json', 'print the result as JSON')
    .option('--timeout <seconds>', 'deadline of the whole check', parseSeconds, 10)
    .option('--method <method>', 'HTTP method')
    .option(
      '--header <name: value>',
      'HTTP header to send; may be repeated',
      (header, all: string[]) => [...all, header],
      [],
    )
    .option('--body <text>', 'HTTP body to send')
    .option('--no-redirects', 'do not follow redirects')
    .option('--insecure', 'do not verify the certificate')
    .option('--ipv4', 'IPv4 only')
    .option('--ipv6', 'IPv6 only')
    .addHelpText('after', '\nExit code: 0 up, 1 down, 2 degraded, 3 unknown (our own fault), 64 a wrong command line.')
    .action((target: string, flags: Flags, command: Command) => check(target, flags, command))
}

async function check(target: string, flags: Flags, command: Command): Promise<void> {
  const [{ parseTarget }, { runOnce }, { renderResult }] = await Promise.all([
    import('../check/parse-target.js'),
    import('../check/run-once.js'),
    import('../check/render-result.js'),
  ])
  const parsed = parseTarget(target, {
    method: flags.method,
    headers: flags.header,
    body: flags.body,
    followRedirects: flags.redirects,
    verifyTls: flags.insecure !== true,
    ipFamily: flags.ipv4 ? 'ipv4' : flags.ipv6 ? 'ipv6' : 'any',
  })
  if (!parsed.ok) return command.error(parsed.problems.join('\n'))
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort())
  const result = await runOnce(parsed.settings, {
    timeoutMs: Math.round(flags.timeout * 1000),
    signal: interrupted.signal,
  })
  if (flags.json)
    console.log(JSON.stringify({ target, kind: parsed.settings.kind, ...withoutPipeline(result) }, null, 2))
  else console.log(renderResult(target, result, paintFor(process.stdout, process.env)).join('\n'))
  process.exitCode = EXIT_CODES[result.verdict]
}

/** What only matters inside the pipeline says nothing about a single check. */
function withoutPipeline<
  Result extends { monitorKey: unknown; slot: unknown; attempt: unknown; region: unknown; startedAt: number },
>(result: Result) {
  const { monitorKey: _key, slot: _slot, attempt: _attempt, region: _region, startedAt, ...rest } = result
  return { checkedAt: new Date(startedAt).toISOString(), ...rest }
}

function parseSeconds(text: string): number {
  const seconds = Number(text)
  if (!(seconds >= 0.1 && seconds <= 300)) throw new InvalidArgumentError('It must be between 0.1 and 300 seconds.')
  return seconds
}
