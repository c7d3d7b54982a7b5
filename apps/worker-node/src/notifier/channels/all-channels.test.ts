import { OFFERED_KINDS } from '@mointering/api-contract/channels/channel-settings'
import { createDatabase } from '@mointering/db/database'
import { expect, test } from 'vitest'
import { createChannelTable } from './all-channels.js'

test('what the API and the pages offer is what can be told', async () => {
  await using database = createDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', applicationName: 'test' })
  const keys = { ENCRYPTION_KEY: new Uint8Array(32), PREVIOUS_ENCRYPTION_KEYS: [] }
  const table = createChannelTable({ mail: null, database, keys, publicUrl: 'http://localhost:3000' })
  expect(Object.keys(table).toSorted()).toEqual(OFFERED_KINDS.toSorted())
})
