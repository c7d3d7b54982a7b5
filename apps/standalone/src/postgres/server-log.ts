import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'

const ROTATE_BYTES = 5 * 1024 * 1024

/** Opens a log for appending and resolves with its file descriptor; a large one is set aside as `<path>.1` first. */
export function openServerLog(path: string): { fd: number; path: string; close: () => void } {
  if (existsSync(path) && statSync(path).size > ROTATE_BYTES) renameSync(path, `${path}.1`)
  const fd = openSync(path, 'a', 0o640)
  return { fd, path, close: () => closeSync(fd) }
}

/** The last FATAL or ERROR that a PostgreSQL log tells of after byte `from`, without its prefix; null when there is none. */
export function lastComplaint(path: string, from: number): string | null {
  const complaints = readFileSync(path)
    .subarray(from)
    .toString('utf8')
    .match(/^.*(?:FATAL|PANIC|ERROR):.*$/gm)
  return complaints?.at(-1)?.replace(/^.*?(?:FATAL|PANIC|ERROR):\s*/, '') ?? null
}
