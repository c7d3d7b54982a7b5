import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'

const ROTATE_BYTES = 10 * 1024 * 1024

/** A place for log lines, each written before the call returns, so that a crash loses none. */
export type LogFile = Disposable & { write(line: string): void }

/**
 * Appends lines to `path`; a file above 10 MiB is set aside as `<path>.1`, and there are never more than these two. Lines of level error and above
 * are also handed to `onProblem`, as one short text for the person at the terminal.
 */
export function openLogFile(path: string, onProblem: (text: string) => void): LogFile {
  let fd = openSync(path, 'a', 0o640)
  let bytes = fstatSync(fd).size
  return {
    write(line) {
      bytes += writeSync(fd, line)
      if (/"level":"(?:error|fatal)"/.test(line)) onProblem(messageOf(line))
      if (bytes < ROTATE_BYTES) return
      closeSync(fd)
      renameSync(path, `${path}.1`)
      fd = openSync(path, 'a', 0o640)
      bytes = 0
    },
    [Symbol.dispose]() {
      closeSync(fd)
    },
  }
}

function messageOf(line: string): string {
  const entry: unknown = JSON.parse(line)
  return typeof entry === 'object' && entry !== null && 'msg' in entry ? String(entry.msg) : line.trim()
}
