import { readFile, stat } from 'node:fs/promises'
import { isIP } from 'node:net'

export type HostsFile = {
  /** Addresses that the hosts file gives for a name, in its order; empty when it has none. `localhost` and names under it are loopback (RFC 6761 6.3). */
  addressesOf(host: string): Promise<readonly string[]>
}

const SYSTEM_PATH = process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts'
const LOOK_AGAIN_AFTER_MS = 5000
const LOOPBACK = ['127.0.0.1', '::1']

/** Reads the hosts file when first asked and again after it changed (looked at every 5 s at most). A file that cannot be read counts as empty. */
export function readHostsFile(path = SYSTEM_PATH): HostsFile {
  let entries = new Map<string, string[]>()
  let modifiedMs = -1
  let lookedAtMs = Number.NEGATIVE_INFINITY
  let refreshed: Promise<void> = Promise.resolve()

  async function refresh(): Promise<void> {
    try {
      const { mtimeMs } = await stat(path)
      if (mtimeMs === modifiedMs) return
      entries = parseHosts(await readFile(path, 'utf8'))
      modifiedMs = mtimeMs
    } catch {
      entries = new Map() // no hosts file is a normal state of a container
      modifiedMs = -1
    }
  }

  return {
    async addressesOf(host) {
      const name = host.toLowerCase().replace(/\.$/, '')
      if (performance.now() - lookedAtMs > LOOK_AGAIN_AFTER_MS) {
        lookedAtMs = performance.now()
        refreshed = refresh()
      }
      await refreshed
      return entries.get(name) ?? (name === 'localhost' || name.endsWith('.localhost') ? LOOPBACK : [])
    },
  }
}

/** Names in lower case to their addresses, in the order of the file. */
export function parseHosts(text: string): Map<string, string[]> {
  const entries = new Map<string, string[]>()
  for (const line of text.split('\n')) {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    if (!address || isIP(address) === 0) continue
    for (const name of names.map((n) => n.toLowerCase())) {
      const known = entries.get(name)
      if (known) known.push(address)
      else entries.set(name, [address])
    }
  }
  return entries
}
