import { type MailSink, startMailSink } from '@mointering/test-kit/mail/mail-sink'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openBrowser, scriptsRun, watchForComplaints } from './support/browser.js'
import { npmStart, type RunningMointering, startMointering, temporaryFolder } from './support/running-mointering.js'

// What goes by way of a mail. Ada signs up, invites Bob, forgets her password and changes her address, in this order.
const PASSWORD = 'correct horse battery'
const NEW_PASSWORD = 'another horse battery'

vi.setConfig({ testTimeout: 60_000 }) // several pages each

let folder: ReturnType<typeof temporaryFolder>
let mails: MailSink
let mointering: RunningMointering
let browser: Browser
let ada: Page
const complaints: string[][] = []

beforeAll(async () => {
  folder = temporaryFolder()
  mails = await startMailSink()
  mointering = await startMointering(npmStart(), folder.path, { SMTP_URL: mails.url })
  browser = await openBrowser()
  ada = await openPage()
}, 600_000)

afterAll(async () => {
  await browser?.close()
  await mointering?.[Symbol.asyncDispose]()
  await mails?.[Symbol.asyncDispose]()
  folder?.[Symbol.dispose]()
})

/** In a browser of its own. */
async function openPage(): Promise<Page> {
  const context = await browser.newContext({ baseURL: mointering.url, viewport: { width: 1280, height: 800 } })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  complaints.push(watchForComplaints(page))
  return page
}

/** The link in the newest mail to that address which leads to that page. */
async function linkTo(to: string, path: string): Promise<string> {
  return vi.waitFor(
    () => {
      const links = mails.mails().flatMap((mail) => (mail.to.includes(to) ? mail.links : []))
      const link = links.findLast((candidate) => new URL(candidate).pathname === path)
      if (link === undefined) throw new Error(`No mail to ${to} leads to ${path}`)
      return link
    },
    { timeout: 10_000 },
  )
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await scriptsRun(page)
}

const passwordOf = (page: Page) => page.getByRole('textbox', { name: 'Password', exact: true })
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const sees = (page: Page, heading: string) => page.getByRole('heading', { name: heading }).waitFor()

async function signUp(page: Page, name: string, email: string): Promise<void> {
  await open(page, '/sign-up')
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('E-mail address').fill(email)
  await passwordOf(page).fill(PASSWORD)
  await press(page, 'Create account')
  await sees(page, 'Check your mail')
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await open(page, '/sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await passwordOf(page).fill(password)
  await press(page, 'Sign in')
}

test('in the browser that signed up, the mailed link needs one press', async () => {
  await signUp(ada, 'Ada', 'ada@example.org')
  await ada.getByText('ada@example.org').waitFor()
  await open(ada, await linkTo('ada@example.org', '/sign-up/verify'))
  await press(ada, 'Confirm and sign in')
  await sees(ada, 'Add your first monitor')
  await ada.goBack()
  expect(new URL(ada.url()).pathname).not.toBe('/sign-up/verify') // a form that is done is not gone back to
})

test('anywhere else it needs the password too, and it works once', async () => {
  const [eve, carol] = [await openPage(), await openPage()]
  await signUp(eve, 'Carol', 'carol@example.org')
  const link = await linkTo('carol@example.org', '/sign-up/verify')
  await open(carol, link)
  await press(carol, 'Confirm and sign in')
  await passwordOf(carol).fill('not what was chosen')
  await press(carol, 'Confirm and sign in')
  await carol.getByText('That is not the password of this sign-up').waitFor()
  expect(await passwordOf(carol).inputValue()).toBe('not what was chosen')
  await passwordOf(carol).fill(PASSWORD)
  await press(carol, 'Confirm and sign in')
  await sees(carol, 'Add your first monitor')

  await open(eve, link)
  await press(eve, 'Confirm and sign in')
  await sees(eve, 'This link does not work any more')
  await eve.getByRole('link', { name: 'Sign up again' }).waitFor()
})

test('an invitation by mail proves the address: no second mail, and no other address', async () => {
  const dialog = ada.getByRole('dialog')
  await ada.goto('/settings/members')
  await ada.getByRole('button', { name: 'Invite' }).click()
  await dialog.getByLabel('E-mail address').fill('bob@example.org')
  await dialog.getByLabel(/^Viewer/).check()
  await dialog.getByRole('button', { name: 'Invite' }).click()
  const link = await linkTo('bob@example.org', '/invitation')

  const bob = await openPage()
  await open(ada, link)
  await ada.getByText('The invitation is for the other address').waitFor()
  await bob.goto(link)
  await bob.getByRole('link', { name: 'Create an account' }).click()
  await bob.getByLabel('Name').fill('Bob')
  expect(await bob.getByLabel('E-mail address').isEditable()).toBe(false)
  await passwordOf(bob).fill(PASSWORD)
  await press(bob, 'Create account')
  await sees(bob, 'Nothing is watched yet')

  await bob.goto(link)
  await sees(bob, 'This link does not work any more')
})

test('a forgotten password is replaced by a mailed link, and other browsers are signed out', async () => {
  const phone = await openPage()
  await open(phone, '/sign-in')
  await phone.getByRole('link', { name: 'Forgot your password?' }).click()
  await sees(phone, 'Forgot your password?')
  await phone.getByLabel('E-mail address').fill('ada@example.org')
  await press(phone, 'Send the link')
  await sees(phone, 'Check your mail')
  const link = await linkTo('ada@example.org', '/reset-password')
  const newPassword = phone.getByRole('textbox', { name: 'New password' })
  await open(phone, link)
  await newPassword.fill('short')
  await press(phone, 'Change password')
  await phone.getByText('Use at least 10 characters').waitFor()
  expect(await newPassword.and(phone.locator(':focus')).count()).toBe(1)
  await newPassword.fill(NEW_PASSWORD)
  await press(phone, 'Change password')
  await sees(phone, 'Password changed')

  await ada.goto('/monitors')
  await sees(ada, 'Sign in')
  await signIn(ada, 'ada@example.org', PASSWORD)
  await ada.getByText('E-mail address or password is wrong').waitFor()
  expect(await ada.getByLabel('E-mail address').inputValue()).toBe('ada@example.org')
  await passwordOf(ada).fill(NEW_PASSWORD)
  await press(ada, 'Sign in')
  await sees(ada, 'Add your first monitor')

  await open(phone, link)
  await newPassword.fill(NEW_PASSWORD)
  await press(phone, 'Change password')
  await sees(phone, 'This link does not work any more')
})

test('a new address counts once its link was opened', async () => {
  await open(ada, '/account')
  await press(ada, 'Change address')
  await ada.getByLabel('New e-mail address').fill('countess@example.org')
  await ada.getByRole('dialog').getByRole('button', { name: 'Change address' }).click()
  await ada.getByText('Waiting for countess@example.org').waitFor()
  await open(ada, await linkTo('countess@example.org', '/confirm-email'))
  await press(ada, 'Confirm address')
  await sees(ada, 'Address confirmed')
  await ada.getByRole('link', { name: 'Go to your account' }).click()
  await ada.getByText('countess@example.org', { exact: true }).waitFor()
  expect(await ada.getByText('Waiting for').count()).toBe(0)
})

test('who is signed in already is led on from the sign-in page', async () => {
  await ada.goto('/sign-in?next=/account/security')
  await ada.getByText('This browser').waitFor()
  await ada.goto('/sign-up')
  await sees(ada, 'Add your first monitor')
})

test('all of it without an error in the console but the refusals that were meant', async () => {
  expect(complaints.flat().filter((text) => !/status of (?:400|401|410)/.test(text))).toEqual([])
})
