import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

type Stat = { parent: number; ticks: number; reapedTicks: number }

/** utime + stime, and those of children already waited for (proc(5), fields 14-17). Null when the process is gone. */
function readStat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const at = (field: number) => Number(fields[field - 3])
    return { parent: at(4), ticks: at(14) + at(15), reapedTicks: at(16) + at(17) }
  } catch {
    return null
  }
}

/** CPU milliseconds, user and system, that a process and all its children have used so far. Linux only. */
export function cpuOfTreeMs(root: number): number {
  const stats = new Map<number, Stat>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? readStat(Number(name)) : null
    if (stat) stats.set(Number(name), stat)
  }
  const belongs = (pid: number): boolean => {
    for (let current = pid; current > 1; current = stats.get(current)?.parent ?? 0) if (current === root) return true
    return false
  }
  let ticks = 0
  for (const [pid, stat] of stats) if (belongs(pid)) ticks += stat.ticks + stat.reapedTicks
  return (ticks / TICKS_PER_SECOND) * 1000
}

/** Id of the process that listens on a TCP port of this machine. Throws when there is none. */
export function pidListeningOn(port: number): number {
  const line = execFileSync('ss', ['-ltnpH', `sport = :${port}`], { encoding: 'utf8' })
  const pid = /pid=(\d+)/.exec(line)?.[1]
  if (pid === undefined) throw new Error(`Nothing listens on port ${port}`)
  return Number(pid)
}

/** Resident memory of one process in MiB. */
export function residentMib(pid: number): number {
  const line = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? 0) / 1024
}
