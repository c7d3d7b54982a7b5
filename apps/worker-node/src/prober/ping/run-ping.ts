import { spawn } from 'node:child_process'
import { isIP } from 'node:net'
import type { Deadline } from '../deadline.js'
import { fail } from '../finding.js'
import { errorCode } from '../net/network-errors.js'
import { interrupted } from '../net/under-deadline.js'

/** iputils lets everybody ping five times a second; twice that needs rights. */
const SPACING_SECONDS = 0.2
const MAX_OUTPUT = 16_384

export type PingRun = { output: string; complaint: string; exitCode: number | null }

/**
 * Runs `ping` on a checked address: no shell, no name, nothing that could be taken for an option. Packets are waited for as long as the
 * deadline leaves. Throws a CheckFailure when ping is missing or was stopped by a shutdown.
 */
export function runPing(deadline: Deadline, address: string, packets: number): Promise<PingRun> {
  const leftMs = deadline.timeoutMs - deadline.elapsedMs()
  const { file, args } = pingCommand(process.platform, { address, packets, leftMs })
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: SYSTEM_PATH, LC_ALL: 'C' } })
    let output = ''
    let complaint = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-MAX_OUTPUT)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(0, 2000)
    })
    let lastResort: NodeJS.Timeout | undefined
    child.on('error', (error) => reject(explainSpawnError(error)))
    child.on('close', (exitCode) => {
      clearTimeout(lastResort)
      resolve({ output, complaint, exitCode })
    })
    deadline.onInterrupt((why) => {
      if (why === 'shutdown') {
        child.kill('SIGKILL')
        reject(interrupted(why, () => fail('ping_no_reply', '')))
      } else {
        child.kill('SIGINT') // it prints its summary then
        lastResort = setTimeout(() => child.kill('SIGKILL'), 500)
      }
    })
  })
}

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Command and arguments. `-W`, how long to wait for the last reply, is in seconds on Linux and in milliseconds on macOS. */
export function pingCommand(
  platform: NodeJS.Platform,
  { address, packets, leftMs }: { address: string; packets: number; leftMs: number },
): { file: string; args: string[] } {
  const common = ['-n', '-q', '-c', String(packets), '-i', String(SPACING_SECONDS)]
  const wait = Math.max(1, Math.ceil(leftMs / 1000))
  if (platform !== 'darwin') return { file: 'ping', args: [...common, '-W', String(wait), '--', address] }
  return isIP(address) === 6
    ? { file: 'ping6', args: [...common, '--', address] }
    : { file: 'ping', args: [...common, '-W', String(wait * 1000), '--', address] }
}

function explainSpawnError(error: unknown): Error {
  const code = errorCode(error)
  if (code === 'ENOENT') return fail('ping_unavailable', 'The program ping is not installed on this prober.')
  if (code === 'EACCES' || code === 'EPERM')
    return fail('ping_unavailable', 'This prober may not run the program ping.')
  return fail('prober_out_of_resources', `The prober could not start ping (${code}).`)
}
