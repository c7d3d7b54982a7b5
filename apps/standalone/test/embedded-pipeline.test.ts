import { expect, test, vi } from 'vitest'
import { signIn, signUp } from './support/api-client.js'
import { fromSources, startMointering, temporaryFolder } from './support/running-mointering.js'
import { startSwitchableTarget } from './support/switchable-target.js'

const EMAIL = 'ada@example.org'
const SOON = { timeout: 30_000, interval: 100 }

test('a monitor is watched through up, down and up again, and all of it is still there after a restart', {
  timeout: 180_000,
}, async () => {
  using folder = temporaryFolder()
  await using target = await startSwitchableTarget()
  let id = ''
  {
    await using mointering = await startMointering(fromSources('start', '--no-pages'), folder.path)
    const ada = await signUp(mointering.url, EMAIL)
    const added = await ada.addMonitor({ kind: 'http', name: 'Shop', url: target.url, intervalSeconds: 1 })
    expect(added).toMatchObject({ status: 'pending', timeoutMs: 1000 })
    id = added.id
    const status = async () => (await ada.readMonitor(id)).status

    await vi.waitFor(async () => expect(await status()).toBe('up'), SOON)
    await vi.waitFor(async () => expect((await ada.readResults(id)).length).toBeGreaterThanOrEqual(3), SOON)
    await target.stop()
    await vi.waitFor(async () => expect(await status()).toBe('down'), SOON)
    const [newest] = await ada.readResults(id)
    expect(newest).toMatchObject({
      verdict: 'down',
      errorCode: 'connection_refused',
      region: 'local',
      httpStatus: null,
    })
    await target.start()
    await vi.waitFor(async () => expect(await status()).toBe('up'), SOON)

    const results = await ada.readResults(id)
    const slots = results.filter(({ attempt }) => attempt === 0).map(({ slot }) => slot)
    expect(new Set(slots).size).toBe(slots.length)
    const { '24h': day } = await ada.readUptime(id)
    expect(day.uptime).toBeGreaterThan(0)
    expect(day.uptime).toBeLessThan(1)

    const stopped = await mointering.stop('SIGTERM')
    expect(mointering.output.stderr).toBe('')
    expect(stopped.code).toBe(0)
    expect(stopped.ms).toBeLessThan(5000)
    expect(mointering.left()).toEqual([])
  }
  await using mointering = await startMointering(fromSources('start', '--no-pages'), folder.path)
  const ada = await signIn(mointering.url, EMAIL)
  const before = (await ada.readResults(id)).length
  expect(before).toBeGreaterThan(3)
  await vi.waitFor(async () => expect((await ada.readResults(id)).length).toBeGreaterThan(before), SOON)
})

test('after SIGKILL of everything the database recovers, the gap shows in the coverage, and uptime does not count it', {
  timeout: 180_000,
}, async () => {
  using folder = temporaryFolder()
  await using target = await startSwitchableTarget()
  let id = ''
  let written: string[] = []
  {
    await using mointering = await startMointering(fromSources('start', '--no-pages'), folder.path)
    const ada = await signUp(mointering.url, EMAIL)
    id = (await ada.addMonitor({ kind: 'http', name: 'Shop', url: target.url, intervalSeconds: 1 })).id
    await vi.waitFor(async () => expect((await ada.readResults(id)).length).toBeGreaterThanOrEqual(5), SOON)
    // Results keep flowing: what an answer has shown is committed and must outlive the kill.
    written = (await ada.readResults(id)).map(({ slot }) => slot)
    await mointering.killTree()
  }
  const killedAt = Date.now()
  await vi.waitFor(() => expect(Date.now() - killedAt).toBeGreaterThan(4000), { timeout: 10_000, interval: 100 })

  await using mointering = await startMointering(fromSources('start', '--no-pages'), folder.path)
  const ada = await signIn(mointering.url, EMAIL)
  await vi.waitFor(async () => {
    const results = await ada.readResults(id)
    expect(results.filter(({ slot }) => Date.parse(slot) > killedAt + 4000).length).toBeGreaterThanOrEqual(3)
  }, SOON)
  const slots = (await ada.readResults(id)).map(({ slot }) => slot)
  expect(slots).toEqual(expect.arrayContaining(written))
  expect(new Set(slots).size).toBe(slots.length)
  // A slot without a result counts as missed when nothing can come for it any more: some seconds later.
  const day = await vi.waitFor(async () => {
    const { '24h': window } = await ada.readUptime(id)
    expect(window.expected - window.observed).toBeGreaterThanOrEqual(4)
    return window
  }, SOON)
  expect(day.coverage).toBeCloseTo(day.observed / day.expected, 6)
  expect(day.uptime).toBe(1)
})
