import { COOKIE } from '@mointering/api-contract/http/accounts'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openBrowser, overflowOf, scriptsRun, watchForComplaints } from './support/browser.js'
import { npmStart, type RunningMointering, startMointering, temporaryFolder } from './support/running-mointering.js'
import { type SwitchableTarget, startSwitchableTarget } from './support/switchable-target.js'

// One person, one browser, in this order: each test goes on where the one before left the page.
const PASSWORD = 'correct horse battery'
const LIVE_MS = 20_000

let folder: ReturnType<typeof temporaryFolder>
let mointering: RunningMointering
let target: SwitchableTarget
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[]

beforeAll(async () => {
  folder = temporaryFolder()
  target = await startSwitchableTarget()
  mointering = await startMointering(npmStart(), folder.path)
  browser = await openBrowser()
  context = await browser.newContext({ baseURL: mointering.url, viewport: { width: 1280, height: 800 } })
  context.setDefaultTimeout(15_000)
  page = await context.newPage()
  complaints = watchForComplaints(page)
}, 600_000)

afterAll(async () => {
  await browser?.close()
  await mointering?.[Symbol.asyncDispose]()
  await target?.[Symbol.asyncDispose]()
  folder?.[Symbol.dispose]()
})

const row = () => page.getByRole('listitem').filter({ hasText: 'Shop' })
const seesStatus = (word: string) => row().getByText(word, { exact: true }).waitFor({ timeout: LIVE_MS })

test('somebody who comes for the first time makes an account by keyboard alone', async () => {
  await page.goto('/')
  await page.getByRole('heading', { name: 'Create your account' }).waitFor()
  await page.getByText('You are the first one here').waitFor()
  await scriptsRun(page)
  await page.getByLabel('Name').focus()
  await page.keyboard.type('Ada')
  await page.keyboard.press('Tab')
  await page.keyboard.type('ada@example.org')
  await page.keyboard.press('Tab')
  await page.keyboard.type('short')
  await page.keyboard.press('Enter')
  await page.getByText('Use at least 10 characters').waitFor()
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Add your first monitor' }).waitFor()
})

test('the address of a site is tried before it is saved, and the phases are shown', { timeout: 60_000 }, async () => {
  await page.getByLabel('What should be watched?').fill(target.url)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'Add monitor' }).waitFor()
  await page.getByLabel('Name', { exact: true }).fill('Shop')
  await page.getByLabel('Check every').selectOption('1')
  await page.getByRole('button', { name: 'Test now' }).click()
  const panel = page.getByRole('complementary', { name: 'Test' })
  await panel.getByText('Up', { exact: true }).waitFor()
  await panel.getByText('HTTP 200').waitFor()
  expect(await panel.getByRole('term').allTextContents()).toEqual(
    expect.arrayContaining([expect.stringMatching(/connect/i), 'Total']),
  )
  await page.getByRole('button', { name: 'Add monitor' }).click()
  await page.getByRole('heading', { name: 'Shop' }).waitFor()
})

test('the list shows it up, then down, then up again, without a reload', { timeout: 120_000 }, async () => {
  await page.getByRole('link', { name: 'Monitors' }).first().click()
  await page.getByRole('heading', { name: 'Monitors' }).waitFor()
  await page.evaluate('globalThis.sameDocument = true')
  await seesStatus('Up')
  await target.stop()
  await seesStatus('Down')
  await row()
    .getByText(/refused/i)
    .first()
    .waitFor()
  await target.start()
  await seesStatus('Up')
  expect(await page.evaluate('globalThis.sameDocument')).toBe(true)
})

test('a channel is added and tested, and the incident says what was seen', { timeout: 60_000 }, async () => {
  await page.goto('/settings/channels')
  await page.getByRole('button', { name: 'Add the first channel' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add channel' })
  await dialog.getByLabel('Kind').selectOption('webhook')
  await dialog.getByLabel('Address').fill('not an address')
  await dialog.getByRole('button', { name: 'Add channel' }).click()
  await dialog.getByText('it begins with https://').waitFor()
  await dialog.getByLabel('Address').fill(target.url)
  await dialog.getByRole('button', { name: 'Add channel' }).click()
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('Webhook has taken the test').waitFor()
  await page.getByRole('region', { name: 'Delivery log' }).getByText('Told', { exact: true }).waitFor()

  await page.getByRole('link', { name: 'Incidents' }).click()
  const incident = page.getByRole('list', { name: 'Incidents' }).getByRole('listitem').filter({ hasText: 'Shop' })
  await incident.getByText('Resolved').waitFor()
  await incident.getByRole('link', { name: 'Shop' }).click()
  await page
    .getByRole('list', { name: 'Failing looks' })
    .getByText(/refused/i)
    .first()
    .waitFor()
  await page.getByLabel('Comment').fill('It was the <b>cable</b>')
  await page.getByRole('button', { name: 'Comment' }).click()
  await page.getByRole('list', { name: 'Timeline' }).getByText('It was the <b>cable</b>').waitFor()
  await page.goto('/monitors')
})

test('the page of the monitor shows its results, and it can be paused and resumed', { timeout: 60_000 }, async () => {
  await row().getByRole('link', { name: 'Shop' }).click()
  await page.getByRole('heading', { name: 'Shop' }).waitFor()
  await page
    .getByText(/refused the connection/i)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByText('Paused', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByText('Up', { exact: true }).first().waitFor({ timeout: LIVE_MS })
})

test('a server component knows who one is after the access token has ended', async () => {
  await context.clearCookies({ name: COOKIE.access })
  await page.reload()
  await page.getByRole('heading', { name: 'Shop' }).waitFor()
  expect((await context.cookies()).map(({ name }) => name)).toContain(COOKIE.access)
})

test('nothing is cut off on a phone', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await overflowOf(page)).toBe(0)
  await page.goto('/monitors')
  await seesStatus('Up')
  expect(await overflowOf(page)).toBe(0)
  await page.goto('/monitors/new')
  await page.getByRole('heading', { name: 'Add monitor' }).waitFor()
  expect(await overflowOf(page)).toBe(0)
  await page.setViewportSize({ width: 1280, height: 800 })
})

test('what was deleted comes back with undo', { timeout: 60_000 }, async () => {
  await page.goto('/monitors')
  await row().getByRole('link', { name: 'Shop' }).click()
  await page.getByRole('heading', { name: 'Shop' }).waitFor()
  await page.getByRole('button', { name: /More|Actions/ }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.goto('/monitors')
  await seesStatus('Up')
})

test('signing out ends it, signing in brings it back', async () => {
  await page.getByRole('button', { name: 'Account: Ada' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.goto('/monitors')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.getByLabel('E-mail address').fill('ada@example.org')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'Monitors' }).waitFor()
  await seesStatus('Up')
})

test('all of it without an error in the console and within the Content-Security-Policy', async () => {
  await vi.waitFor(async () => expect(await page.evaluate('document.readyState')).toBe('complete'))
  // A 401 of the API is how a page that is open learns that its access token has ended; it renews it then.
  expect(complaints.filter((text) => !/status of 401 .*\/api\/v1\//.test(text))).toEqual([])
})
