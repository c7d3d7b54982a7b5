import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const TEXT = /\.(?:ts|tsx|mts|mjs|cjs|js|json|md|css|sql|yml|yaml)$/

/** The files of the project that git keeps or would keep: [{ path, text }], relative to the root; `text` is empty for what is not text. */
export function readProject(root) {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  })
  return listed
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .map((path) => ({ path, text: TEXT.test(path) ? readFileSync(join(root, path), 'utf8') : '' }))
}
