import { ALICE } from '@mointering/test-kit/people/people'
import { expect, it } from 'vitest'
import { startWorld } from './api-world.js'

it('one database connection is enough: nothing waits for a second one while it holds the first', async () => {
  await using world = await startWorld({ poolSize: 1 })
  const { browser, workspaceId } = await world.signUp(ALICE)
  const path = `/api/v1/workspaces/${workspaceId}`
  const monitor = { kind: 'http', name: 'x', url: 'https://example.org', headers: [{ name: 'X-Key', value: 'secret' }] }
  const steps: [number, string, object?][] = [
    [201, `${path}/monitors`, monitor],
    [201, `${path}/api-keys`, { name: 'key', scopes: ['read'] }],
    [201, `${path}/invitations`, { email: 'bob@example.org', role: 'viewer' }],
    [200, '/api/v1/auth/sign-in', { email: ALICE.email, password: ALICE.password }],
    [200, '/api/v1/auth/refresh', {}],
    [200, `${path}/audit-log`],
    [200, `${path}/monitors`],
    [204, `${path}/delete`, { confirmation: `${ALICE.name}'s workspace` }],
    [204, '/api/v1/account/delete', { confirmation: ALICE.email }],
  ]
  for (const [status, address, json] of steps) {
    const answer = await browser.request(address, json ? { json } : {})
    expect(answer.status, `${address} ${answer.text}`).toBe(status)
  }
})

it('when no connection is free in time the answer is that of an outage, and no error of ours', async () => {
  await using world = await startWorld({ poolSize: 1 })
  const held = await world.database.pool.connect()
  try {
    const answer = await world.nobody().request('/api/v1/auth/sign-up', { json: ALICE })
    expect(answer.body).toMatchObject({ status: 503, code: 'unavailable' })
  } finally {
    held.release()
  }
  expect(world.logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
  await world.signUp(ALICE)
})
