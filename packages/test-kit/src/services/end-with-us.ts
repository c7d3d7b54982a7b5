import { spawn } from 'node:child_process'

export type Guard = {
  /** Whoever released it looks after the end itself. */
  release(): void
}

/** Reads nothing until its input closes, which happens however its parent dies. */
const WATCH = 'cat >/dev/null; kill -s KILL -- "$1" 2>/dev/null; [ -z "$2" ] || rm -rf -- "$2"'

/**
 * Kills `target` (a pid, or a negated process group) and removes `folder` when this process ends without having done so: not even SIGKILL, as test
 * runners send it to workers that hang, may leave servers behind.
 */
export function endWithUs(target: number, folder = ''): Guard {
  const watcher = spawn('sh', ['-c', WATCH, 'sh', `${target}`, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Its group, so that `cat` goes too.
  return {
    release() {
      if (watcher.pid !== undefined && watcher.exitCode === null) process.kill(-watcher.pid, 'SIGKILL')
    },
  }
}
