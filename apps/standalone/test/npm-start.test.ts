import { expect, test, vi } from 'vitest'
import { signIn, signUp } from './support/api-client.js'
import { npmStart, startMointering, startScript, temporaryFolder } from './support/running-mointering.js'

const SECOND_START_MS = 10_000
const STOP_MS = 5000

test('npm start serves pages and API, Ctrl-C ends all of it, and the second start is quick and finds the data', {
  timeout: 600_000,
}, async () => {
  using folder = temporaryFolder()
  {
    await using mointering = await startMointering(startScript(), folder.path)
    await signUp(mointering.url, 'ada@example.org')
    expect(await mointering.stop('SIGINT')).toEqual({ code: 0, ms: expect.toSatisfy((ms: number) => ms < STOP_MS) })
    expect(mointering.left()).toEqual([])
  }
  await using mointering = await startMointering(npmStart(), folder.path)
  expect(mointering.startMs).toBeLessThan(SECOND_START_MS)
  expect((await signIn(mointering.url, 'ada@example.org')).session.user.email).toBe('ada@example.org')
  const page = await fetch(mointering.url)
  expect(page.status).toBe(200)
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(page.headers.get('content-security-policy')).toMatch(/script-src[^;]*'nonce-/)
  expect(await page.text()).toContain('Mointering')
  const health = await fetch(`${mointering.url}/api/health/ready`)
  expect(health.status).toBe(200)
})

test('Ctrl-C under npm, where the signal comes twice, and SIGTERM to npm alone end all of it too', {
  timeout: 600_000,
}, async () => {
  using folder = temporaryFolder()
  for (const [signal, to] of [
    ['SIGINT', 'group'],
    ['SIGTERM', 'first'],
  ] as const) {
    await using mointering = await startMointering(npmStart(), folder.path)
    const { ms } = await mointering.stop(signal, to) // npm ends by the signal itself, whatever its script's exit code
    expect(ms).toBeLessThan(STOP_MS)
    expect(mointering.output.stdout).toContain('Mointering has stopped.')
    // npm does not wait for the last of its children to be reaped.
    await vi.waitFor(() => expect(mointering.left()).toEqual([]), { timeout: 3000 })
  }
})
