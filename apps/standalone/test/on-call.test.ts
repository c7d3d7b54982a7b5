import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openBrowser, overflowOf, watchForComplaints } from './support/browser.js'
import { npmStart, type RunningMointering, startMointering, temporaryFolder } from './support/running-mointering.js'

// One person, one browser, in this order: each test goes on where the one before left the page.
let folder: ReturnType<typeof temporaryFolder>
let mointering: RunningMointering
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[]

beforeAll(async () => {
  folder = temporaryFolder()
  mointering = await startMointering(npmStart(), folder.path)
  browser = await openBrowser()
  context = await browser.newContext({ baseURL: mointering.url, viewport: { width: 1280, height: 800 } })
  context.setDefaultTimeout(15_000)
  page = await context.newPage()
  complaints = watchForComplaints(page)
  await page.goto('/')
  await page.getByLabel('Name').fill('Ada')
  await page.getByLabel('E-mail').fill('ada@example.org')
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Add your first monitor' }).waitFor()
}, 600_000)

afterAll(async () => {
  await browser?.close()
  await mointering?.[Symbol.asyncDispose]()
  folder?.[Symbol.dispose]()
})

/** Toasts are dialogs too. */
const dialog = () => page.locator('[role=dialog]:not([data-toast])')

test('a schedule is made by keyboard, after what is missing was said at its field', async () => {
  await page.goto('/settings/on-call')
  await page.getByRole('heading', { name: 'Nobody takes turns yet' }).waitFor()
  await page.getByRole('heading', { name: 'Nothing escalates yet' }).waitFor()
  await page.getByRole('button', { name: 'Add the first schedule' }).focus()
  await page.keyboard.press('Enter')
  await dialog().getByLabel('Name', { exact: true }).fill('Primary')
  await page.keyboard.press('Enter')
  await dialog().getByText('Choose who takes turns').waitFor()
  await dialog().getByLabel('Add somebody').selectOption({ label: 'Ada' })
  await dialog().getByRole('list', { name: 'Who takes turns' }).getByText('Ada').waitFor()
  await dialog().getByLabel('First turn begins').fill('2026-01-05T09:00')
  await dialog().getByRole('button', { name: 'Add schedule' }).click()
  await page.getByText('Ada is on call for more than a week').waitFor()
  const strip = page.getByRole('region', { name: 'Two weeks of Primary' })
  await vi.waitFor(async () => expect(await strip.getByRole('listitem').count()).toBe(1), { timeout: 5000 })
})

test('somebody stands in, and the strip and the list say so', async () => {
  await page.getByRole('button', { name: 'Let somebody stand in for Primary' }).click()
  await dialog().getByRole('button', { name: 'Stand in' }).click()
  const standsIn = page.getByRole('list', { name: 'Who stands in' })
  await standsIn.getByText('Ada stands in from').waitFor()
  const strip = page.getByRole('region', { name: 'Two weeks of Primary' })
  await strip.getByText('Ada, stands in').waitFor()
  await standsIn.getByRole('button', { name: 'Remove Ada' }).click()
  await standsIn.waitFor({ state: 'detached' })
})

test('a policy tells whoever is on call, and keeps its schedule from being deleted', async () => {
  await page.getByRole('button', { name: 'Add policy' }).click()
  await dialog().getByLabel('Name', { exact: true }).fill('Office')
  await dialog().getByLabel('Tell').selectOption({ label: 'Whoever is on call: Primary' })
  await dialog().getByRole('button', { name: 'Add step' }).click()
  await dialog().getByRole('group', { name: 'Step 2' }).getByLabel('Tell').selectOption({ label: 'Ada' })
  await dialog().getByLabel('Go through all steps again').selectOption({ label: '2 times' })
  await dialog().getByRole('button', { name: 'Add policy' }).click()
  const line = 'At once: Whoever is on call: Primary; after 10\u00a0min: Ada. 2 times more from the start.'
  await page.getByText(line).waitFor()
  await page.getByRole('button', { name: 'Delete Primary' }).click()
  await dialog().getByRole('button', { name: 'Delete schedule' }).click()
  await dialog().getByText('The escalation policy “Office” tells this schedule: change it first').waitFor()
  await page.keyboard.press('Escape')
})

test('what was saved is there after a change and a reload', async () => {
  await page.getByRole('button', { name: 'Edit Primary' }).click()
  await dialog().getByLabel('Hand over').selectOption({ label: 'Every day' })
  await dialog().getByRole('button', { name: 'Only at some hours' }).click()
  await dialog().getByRole('checkbox', { name: 'Saturday' }).check()
  await dialog().getByRole('checkbox', { name: 'Sunday' }).check()
  await dialog().getByRole('button', { name: 'Save changes' }).click()
  await dialog().waitFor({ state: 'detached' })
  await page.reload()
  const strip = page.getByRole('region', { name: 'Two weeks of Primary' })
  await strip.getByText('Nobody:').first().waitFor({ state: 'attached' })
  await vi.waitFor(async () => expect(await strip.getByText(/^Ada: /).count()).toBeGreaterThanOrEqual(13), {
    timeout: 5000,
  })
})

test('nothing sticks out of a phone, in the dark too, and the browser has no complaints', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await overflowOf(page)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: 'Edit Primary' }).click()
  await dialog().getByLabel('Add somebody').waitFor()
  expect(await overflowOf(page)).toBeLessThanOrEqual(0)
  const shots = process.env.ON_CALL_SHOTS
  if (shots) await page.screenshot({ path: `${shots}/dialog-phone.png` })
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  if (shots) {
    await page.screenshot({ path: `${shots}/phone.png`, fullPage: true })
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.emulateMedia({ colorScheme: 'light' })
    await page.screenshot({ path: `${shots}/wide.png`, fullPage: true })
  }
  // The browser calls the refused deletion an error.
  expect(complaints.filter((complaint) => !complaint.includes('status of 409'))).toEqual([])
})

test('routing rules say what escalates, in an order that can be changed', async () => {
  await page.goto('/settings/channels')
  await page.getByRole('heading', { name: 'No rules yet' }).waitFor()
  const addRule = async (name: string, severity: string) => {
    await page.getByRole('button', { name: 'Add rule' }).click()
    await dialog().getByLabel('Name', { exact: true }).fill(name)
    await dialog().getByLabel('Incidents').selectOption({ label: severity })
    await dialog().getByLabel('With one of these tags').fill('shop, eu')
    await dialog().getByLabel('While nobody acknowledges, escalate by').selectOption({ label: 'Office' })
    await dialog().getByRole('button', { name: 'Add rule' }).click()
    await dialog().waitFor({ state: 'detached' })
  }
  await addRule('Outages', 'Critical ones: something is down')
  await addRule('Everything', 'All')
  await page.getByText('Critical incidents of monitors tagged shop or eu: escalate by Office.').waitFor()
  await page.getByRole('button', { name: 'Move Everything up' }).click()
  await page.getByRole('button', { name: 'Move Outages up' }).waitFor()
  await page.reload()
  const rules = page.getByRole('list', { name: 'Routing rules' }).getByRole('listitem')
  await rules.first().getByText('1. Everything').waitFor()

  await page.setViewportSize({ width: 390, height: 844 })
  expect(await overflowOf(page)).toBeLessThanOrEqual(0)
  const shots = process.env.ON_CALL_SHOTS
  if (shots) {
    await page.screenshot({ path: `${shots}/routing-phone.png`, fullPage: true })
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.screenshot({ path: `${shots}/routing-wide.png`, fullPage: true })
    await page.getByRole('button', { name: 'Edit Outages' }).click()
    await dialog().getByLabel('Incidents').waitFor()
    await page.screenshot({ path: `${shots}/routing-dialog.png` })
    await page.keyboard.press('Escape')
  }
  await page.getByRole('button', { name: 'Delete Outages' }).click()
  await dialog().getByRole('button', { name: 'Delete rule' }).click()
  await dialog().waitFor({ state: 'detached' })
  expect(await rules.count()).toBe(1)
})

test('maintenance is started now and ended, and planned for every week, as a preview shows', async () => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto('/maintenance')
  await page.getByRole('button', { name: 'Add the first window' }).click()
  await dialog().getByRole('button', { name: 'Start maintenance' }).click()
  await dialog().getByLabel('Name', { exact: true }).fill('Upgrade')
  await dialog().getByLabel('Lasts').selectOption({ label: 'Until somebody ends it' })
  await dialog().getByRole('button', { name: 'Start maintenance' }).click()
  const inForce = page.getByRole('list', { name: 'In force' })
  await inForce.getByText('All monitors').waitFor()

  await page.getByRole('button', { name: 'Add window' }).click()
  await dialog().getByLabel('Name', { exact: true }).fill('Backup night')
  await dialog().getByLabel('When').selectOption({ label: 'Again and again' })
  await dialog().getByLabel('For the first time').fill('2040-01-01T03:00')
  await dialog().getByRole('checkbox', { name: 'Sunday' }).check()
  const preview = dialog().getByRole('list', { name: 'When it comes' }).getByRole('listitem')
  await preview.filter({ hasText: 'Sun' }).nth(4).waitFor()
  const shots = process.env.ON_CALL_SHOTS
  if (shots) await page.screenshot({ path: `${shots}/maintenance-dialog.png` })
  await dialog().getByRole('button', { name: 'Plan maintenance' }).click()
  await page.getByRole('list', { name: 'Upcoming' }).getByText('every Sunday').waitFor()

  await page.getByRole('button', { name: 'End now Upgrade' }).click()
  await dialog().getByRole('button', { name: 'End now' }).click()
  await page
    .getByRole('list', { name: 'Past' })
    .getByText(/^Ended /)
    .waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await overflowOf(page)).toBeLessThanOrEqual(0)
  if (shots) {
    await page.screenshot({ path: `${shots}/maintenance-phone.png`, fullPage: true })
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.screenshot({ path: `${shots}/maintenance-wide.png`, fullPage: true })
  }
})
