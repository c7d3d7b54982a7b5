import { COOKIE } from '@mointering/api-contract/http/accounts'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openBrowser, watchForComplaints } from './support/browser.js'
import { npmStart, type RunningMointering, startMointering, temporaryFolder } from './support/running-mointering.js'
import { type SwitchableTarget, startSwitchableTarget } from './support/switchable-target.js'
import { totpCode } from './support/totp.js'

// One person, in this order: each test goes on where the one before left the browser.
const EMAIL = 'ada@example.org'
const PASSWORD = 'correct horse battery'

vi.setConfig({ testTimeout: 90_000 }) // several pages each

let folder: ReturnType<typeof temporaryFolder>
let mointering: RunningMointering
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[]
let elsewhere: SwitchableTarget
let secret = ''
let codes: string[] = []

beforeAll(async () => {
  folder = temporaryFolder()
  elsewhere = await startSwitchableTarget()
  mointering = await startMointering(npmStart(), folder.path)
  browser = await openBrowser()
  context = await newContext()
  page = await context.newPage()
  complaints = watchForComplaints(page)
}, 600_000)

afterAll(async () => {
  await browser?.close()
  await mointering?.[Symbol.asyncDispose]()
  await elsewhere?.[Symbol.asyncDispose]()
  folder?.[Symbol.dispose]()
})

async function newContext(): Promise<BrowserContext> {
  const made = await browser.newContext({ baseURL: mointering.url, viewport: { width: 1280, height: 800 } })
  made.setDefaultTimeout(30_000)
  return made
}

async function enterPassword(where: Page): Promise<void> {
  await where.getByRole('button', { name: 'Sign in with a passkey' }).waitFor() // there once the scripts run
  await where.getByLabel('E-mail address').fill(EMAIL)
  await where.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await where.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function useRecoveryCode(where: Page): Promise<void> {
  await where.getByRole('button', { name: 'Use a recovery code' }).click()
  await where.getByLabel('Recovery code').fill(codes.shift() ?? '')
  await where.getByRole('button', { name: 'Continue' }).click()
}

async function signOut(): Promise<void> {
  await page.getByRole('button', { name: 'Account: Ada' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
}

const arrives = (where: Page) => where.waitForURL('**/monitors')

async function openSecurity(): Promise<void> {
  await page.goto('/account/security')
  await page.getByText('This browser').waitFor() // the browser asked for it: the scripts run
}

test('an authenticator app is set up, and the recovery codes are shown until they are stored', async () => {
  await page.goto('/sign-up')
  await page.getByLabel('Name').fill('Ada')
  await page.getByLabel('E-mail address').fill(EMAIL)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await arrives(page)

  await openSecurity()
  await page.getByRole('button', { name: 'Set up' }).click()
  const setup = page.getByRole('dialog', { name: 'Set up an authenticator app' })
  await setup.getByRole('img', { name: /QR code/ }).waitFor()
  secret = ((await setup.locator('code').textContent()) ?? '').replace(/\s/g, '')
  await setup.getByLabel('Six digits').fill(totpCode(secret))

  const stored = page.getByRole('dialog', { name: 'Store your recovery codes' })
  await stored.getByRole('listitem').first().waitFor()
  codes = await stored.getByRole('listitem').allTextContents()
  expect(new Set(codes).size).toBe(10)
  await page.keyboard.press('Escape')
  expect(await stored.isVisible()).toBe(true)
  await stored.getByLabel('I have stored them').check()
  await stored.getByRole('button', { name: 'Done' }).click()
  await page.getByText('In use').waitFor()
})

test('signing in then takes a code of the app', async () => {
  await signOut()
  await enterPassword(page)
  await page.getByRole('heading', { name: 'One more step' }).waitFor()
  await page.getByLabel('Code').fill(totpCode(secret, { ahead: 1 }))
  await arrives(page)
})

test('or a recovery code, each once', async () => {
  await signOut()
  const [used = ''] = codes
  await enterPassword(page)
  await useRecoveryCode(page)
  await arrives(page)
  await signOut()
  await enterPassword(page)
  codes.unshift(used)
  await useRecoveryCode(page)
  await page.getByText('wrong or was used already').waitFor()
  await page.getByLabel('Recovery code').fill(codes.shift() ?? '')
  await page.getByRole('button', { name: 'Continue' }).click()
  await arrives(page)
  await openSecurity()
  await page.getByText('8 left').waitFor()
})

test('a passkey signs in without password and code', async () => {
  const device = await context.newCDPSession(page)
  await device.send('WebAuthn.enable')
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.getByRole('button', { name: 'Add passkey' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Laptop')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('list', { name: 'Passkeys' }).getByRole('button', { name: 'Remove Laptop' }).waitFor()
  // Nobody touches the device while the page loads: its autofill would sign in before the button is pressed.
  const touch = (enabled: boolean) =>
    device.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
  await touch(false)
  await signOut()
  const button = page.getByRole('button', { name: 'Sign in with a passkey' })
  await button.waitFor()
  await touch(true)
  await button.click()
  await arrives(page)
})

test('a browser that is signed out from the list of sessions is out', async () => {
  const other = await newContext()
  const otherPage = await other.newPage()
  await otherPage.goto('/sign-in')
  await enterPassword(otherPage)
  await useRecoveryCode(otherPage)
  await arrives(otherPage)

  await openSecurity()
  const sessions = page.getByRole('list', { name: 'Sessions' })
  await sessions.getByRole('listitem').filter({ hasText: 'This browser' }).waitFor()
  const byPassword = sessions.getByRole('listitem').filter({ hasText: 'by password' })
  await byPassword.getByRole('button', { name: /^Sign out/ }).click()
  await page.getByText('is signed out').waitFor()

  await otherPage.reload()
  await otherPage.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.reload()
  await page.getByText('This browser').waitFor()
  await other.close()
})

test('a link from another site leads in without showing the sign-in page', async () => {
  await page.goto(elsewhere.url)
  const seen: string[] = []
  page.on('framenavigated', (frame) => seen.push(new URL(frame.url()).pathname))
  await page.evaluate(`globalThis.location.assign('${mointering.url}/account')`)
  await page.getByRole('heading', { name: 'E-mail address' }).waitFor()
  expect(seen).not.toContain('/sign-in')
  expect((await context.cookies()).find(({ name }) => name === COOKIE.refresh)?.sameSite).toBe('Strict')
})

test('all of it without an error in the console but the refusal that was meant', async () => {
  expect(complaints.filter((text) => !/status of 401/.test(text))).toEqual([])
})
