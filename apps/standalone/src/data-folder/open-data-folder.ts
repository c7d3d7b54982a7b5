import { randomUUID } from 'node:crypto'
import { accessSync, constants, mkdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../start-error.js'

/** Where the embedded shape keeps everything that must survive it. */
export type DataFolder = { path: string; postgres: string; logs: string; secrets: string; lock: string }

/** Names inside a data folder, for code that only looks. */
export const dataFolderAt = (path: string): DataFolder => ({
  path,
  postgres: join(path, 'postgres'),
  logs: join(path, 'logs'),
  secrets: join(path, 'secrets.json'),
  lock: join(path, 'running.json'),
})

/** Makes the folder when it is missing, readable for its owner only, and proves that it can be written. Throws a StartError when it cannot. */
export function openDataFolder(path: string): DataFolder {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    const real = realpathSync(path)
    const folder = dataFolderAt(real)
    // access(2) knows of read-only mounts; only writing knows of quotas and full disks.
    accessSync(real, constants.W_OK | constants.X_OK)
    const probe = join(real, `.write-test-${randomUUID()}`)
    writeFileSync(probe, 'x')
    rmSync(probe)
    mkdirSync(folder.logs, { recursive: true })
    return folder
  } catch (error) {
    throw new StartError(
      `Cannot write to the data folder ${path} (${reasonOf(error, path)}): set MOINTERING_DATA_DIR to a folder that can be written.`,
      {
        cause: error,
      },
    )
  }
}

const REASONS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of it is a file, not a folder',
  EEXIST: 'it is a file, not a folder',
}

function reasonOf(error: unknown, path: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'EEXIST' && statSync(path, { throwIfNoEntry: false })?.isDirectory()) return code
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error))
}
