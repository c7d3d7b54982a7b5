import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { isAlive } from '../postgres/leftover-server.js'

/**
 * When a process was started, in a form that only serves to be compared: together with the number it tells a process from a later one that got the same number.
 * Null when there is no such process, and where the system offers no way to know.
 */
export function startOfProcess(pid: number): string | null {
  if (!isAlive(pid)) return null
  try {
    if (process.platform === 'linux') return linuxStart(pid)
    if (process.platform === 'win32') return null
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    }).trim()
  } catch {
    return null // ended meanwhile
  }
}

/** Field 22 of proc_pid_stat(5), in clock ticks since the boot; the name in field 2 may hold blanks and brackets. The boot's id makes it unique. */
function linuxStart(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return `${boot} ${ticks}`
}
