import pg from 'pg'

/** `serverUrl` with another database. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Runs `work` on a connection of its own. */
export async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'mointering-test-kit' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
