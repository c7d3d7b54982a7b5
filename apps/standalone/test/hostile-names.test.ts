import { CSRF_HEADER } from '@mointering/api-contract/http/accounts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, overflowOf, watchForComplaints } from './support/browser.js'
import { npmStart, type RunningMointering, startMointering, temporaryFolder } from './support/running-mointering.js'

// Everything that people name bears this name, and no page may take it for markup.
const NAME = '<img src=x onerror="document.title=1">'
const ADDRESS = 'https://example.org/?%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E'
const LONG_EMAIL = `${'a'.repeat(60)}@${'b'.repeat(60)}.example.org`

let folder: ReturnType<typeof temporaryFolder>
let mointering: RunningMointering
let browser: Browser
let page: Page
let complaints: string[]
let monitorId: string

beforeAll(async () => {
  folder = temporaryFolder()
  mointering = await startMointering(npmStart(), folder.path)
  browser = await openBrowser()
  const context = await browser.newContext({ baseURL: mointering.url, viewport: { width: 1280, height: 800 } })
  context.setDefaultTimeout(15_000)
  page = await context.newPage()
  complaints = watchForComplaints(page)
  const { workspaces } = await send('POST', '/auth/sign-up', {
    email: 'ada@example.org',
    password: 'correct horse battery',
    name: NAME,
  })
  const workspace = `/workspaces/${workspaces[0].id}`
  await send('PATCH', workspace, { name: NAME }, { 'if-match': '"1"' })
  await send('POST', '/workspaces', { name: `${NAME} too` })
  await send('POST', `${workspace}/api-keys`, { name: NAME, scopes: ['read'] })
  await send('POST', `${workspace}/invitations`, { email: LONG_EMAIL, role: 'viewer' })
  const monitor = { kind: 'http', name: NAME, url: ADDRESS, enabled: false }
  monitorId = (await send('POST', `${workspace}/monitors`, monitor)).id
}, 600_000)

afterAll(async () => {
  await browser?.close()
  await mointering?.[Symbol.asyncDispose]()
  folder?.[Symbol.dispose]()
})

async function send(method: string, path: string, data: object, headers: Record<string, string> = {}) {
  const { token } = await (await page.request.get('/api/v1/auth/csrf')).json()
  const answer = await page.request.fetch(`/api/v1${path}`, {
    method,
    data,
    headers: { ...headers, [CSRF_HEADER]: token, origin: mointering.url },
  })
  expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true)
  return answer.json()
}

async function expectHarmless(): Promise<void> {
  await page.getByText(NAME).filter({ visible: true }).first().waitFor()
  expect(await page.locator('img[src="x"], a[href^="javascript:" i]').count()).toBe(0)
}

test.each(['/monitors', '/settings/members', '/settings/api-keys', '/settings/audit-log', '/workspaces'])(
  '%s shows a name as it was typed',
  async (path) => {
    await page.goto(path)
    await expectHarmless()
  },
)

test('so do the page of a monitor and its form', async () => {
  await page.goto(`/monitors/${monitorId}`)
  await page.getByRole('heading', { name: NAME, level: 1 }).waitFor()
  await expectHarmless()
  await page.goto(`/monitors/${monitorId}/edit`)
  await page.getByRole('heading', { name: `Edit ${NAME}` }).waitFor()
  await expectHarmless()
})

test('so do the settings, the dialog that deletes, the switcher and the palette', async () => {
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Delete workspace' }).click()
  await page.getByRole('dialog').getByText(`Delete ${NAME}?`).waitFor()
  await expectHarmless()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: `Workspace: ${NAME}` }).click()
  await page.getByRole('menuitemradio', { name: `${NAME} too` }).waitFor()
  await expectHarmless()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Command palette' }).click()
  await page.getByRole('option', { name: `Switch to ${NAME} too` }).waitFor()
  await expectHarmless()
})

test('the details of the audit log show it before and after', async () => {
  await page.goto('/settings/audit-log')
  const entry = page.getByRole('listitem').filter({ hasText: `changed workspace ${NAME}` })
  await entry.locator('summary').click()
  await entry.getByRole('row').filter({ hasText: NAME }).waitFor()
  await expectHarmless()
})

test('nor does a long address push a page out of a phone', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['/settings/members', '/settings/audit-log']) {
    await page.goto(path)
    await page.getByText(LONG_EMAIL).filter({ visible: true }).first().waitFor()
    expect(await overflowOf(page), path).toBe(0)
  }
})

test('nothing ran, and nothing was tried that the Content-Security-Policy had to stop', async () => {
  expect(await page.title()).not.toBe('1')
  expect(complaints).toEqual([])
})
