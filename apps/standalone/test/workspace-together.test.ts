import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, overflowOf, watchForComplaints } from './support/browser.js'
import { npmStart, type RunningMointering, startMointering, temporaryFolder } from './support/running-mointering.js'

// Ada owns a workspace, Bob is asked into it: two browsers, in this order, each test goes on where the one before left the pages.
const PASSWORD = 'correct horse battery'

let folder: ReturnType<typeof temporaryFolder>
let mointering: RunningMointering
let browser: Browser
let ada: Page
let bob: Page
let complaints: string[][]

async function openPage(): Promise<Page> {
  const context = await browser.newContext({ baseURL: mointering.url, viewport: { width: 1280, height: 800 } })
  context.setDefaultTimeout(15_000)
  return context.newPage()
}

beforeAll(async () => {
  folder = temporaryFolder()
  mointering = await startMointering(npmStart(), folder.path)
  browser = await openBrowser()
  ada = await openPage()
  bob = await openPage()
  complaints = [watchForComplaints(ada), watchForComplaints(bob)]
  await ada.goto('/sign-up')
  await ada.getByLabel('Name').fill('Ada')
  await ada.getByLabel('E-mail address').fill('ada@example.org')
  await ada.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await ada.getByRole('button', { name: 'Create account' }).click()
  await ada.getByRole('heading', { name: 'Add your first monitor' }).waitFor()
}, 600_000)

afterAll(async () => {
  await browser?.close()
  await mointering?.[Symbol.asyncDispose]()
  folder?.[Symbol.dispose]()
})

const dialogOf = (page: Page) => page.getByRole('dialog')
async function giveRole(role: string): Promise<void> {
  await ada.goto('/settings/members')
  await ada.getByLabel('Role of Bob').selectOption({ label: role })
  await ada.getByText(`Bob is ${role.toLowerCase()} now`).waitFor()
}

test('without mail an invitation is a link, and who has it joins with the role', async () => {
  await ada.goto('/settings/members')
  await ada.getByRole('button', { name: 'Invite' }).click()
  await dialogOf(ada).getByLabel('E-mail address').fill('bob@example.org')
  await dialogOf(ada)
    .getByLabel(/^Viewer/)
    .check()
  await dialogOf(ada).getByRole('button', { name: 'Invite' }).click()
  const link = await dialogOf(ada).getByRole('code').textContent()
  await dialogOf(ada).getByRole('button', { name: 'Done' }).click()
  await ada.getByRole('list', { name: 'Invitations' }).getByText('bob@example.org', { exact: true }).waitFor()

  await bob.goto(link ?? '')
  await bob.getByRole('link', { name: 'Create an account' }).click()
  await bob.getByLabel('Name').fill('Bob')
  await bob.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await bob.getByRole('button', { name: 'Create account' }).click()
  await bob.getByRole('heading', { name: 'Nothing is watched yet' }).waitFor()
  await bob.getByText('Read-only', { exact: true }).waitFor()
})

test('a viewer sees the settings and why nothing can be changed', async () => {
  await bob.goto('/settings')
  await bob.getByRole('button', { name: /^Save changes.*Only owners and admins can do this/ }).waitFor()
  await bob.getByRole('button', { name: /^Delete workspace.*Only owners can do this/ }).waitFor()
  await bob.goto('/settings/members')
  await bob.getByRole('list', { name: 'Members' }).getByText('ada@example.org').waitFor()
  expect(await bob.getByRole('combobox').count()).toBe(0)
  for (const path of ['/settings/api-keys', '/settings/audit-log']) {
    await bob.goto(path)
    await bob.getByRole('heading', { name: 'Not for your role' }).waitFor()
  }
})

test('when two edit the name, the second is told and decides', async () => {
  await giveRole('Admin')
  await bob.goto('/settings')
  await bob.getByRole('textbox', { name: 'Name', exact: true }).fill('Beta')
  await ada.goto('/settings')
  await ada.getByRole('textbox', { name: 'Name', exact: true }).fill('Alpha')
  await ada.getByRole('button', { name: 'Save changes' }).click()
  await ada.getByRole('button', { name: 'Workspace: Alpha' }).waitFor()

  await bob.getByRole('button', { name: 'Save changes' }).click()
  await bob.getByText('Somebody else changed the workspace while you were editing.').waitFor()
  await bob.getByText('It is called “Alpha”').waitFor()
  await bob.getByRole('button', { name: 'Save mine over it' }).click()
  await bob.getByRole('button', { name: 'Workspace: Beta' }).waitFor()
})

test('who loses a role while a page is open is told by the first refusal', async () => {
  await bob.goto('/settings/api-keys')
  await bob.getByRole('button', { name: 'Create API key' }).click()
  await dialogOf(bob).getByLabel('Name').fill('Too late')
  await giveRole('Viewer')
  await dialogOf(bob).getByRole('button', { name: 'Create key' }).click()
  await bob.getByText('You are viewer of Beta now').waitFor()
  await dialogOf(bob).getByRole('button', { name: 'Cancel' }).click()
  await bob.getByRole('heading', { name: 'Not for your role' }).waitFor()
})

test('an API key is shown once, works, and is refused after it was revoked', async () => {
  await ada.goto('/settings/api-keys')
  await ada.getByRole('button', { name: 'Create API key' }).click()
  await dialogOf(ada).getByLabel('Name').fill('CI')
  await dialogOf(ada)
    .getByLabel(/^Read and write/)
    .check()
  await dialogOf(ada).getByRole('button', { name: 'Create key' }).click()
  const [secret, line] = await codesOf(ada, 2)
  await dialogOf(ada).getByRole('button', { name: 'I have copied it' }).click()
  await dialogOf(ada).waitFor({ state: 'hidden' })
  expect(await ada.content()).not.toContain(secret)

  const monitors = /https?:\S+$/.exec(line ?? '')?.[0] ?? ''
  const call = (method: string, body?: object) =>
    fetch(monitors, {
      method,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
  const made = await call('POST', { kind: 'http', name: 'Home', url: mointering.url, enabled: false })
  expect(made.status).toBe(201)
  expect((await call('GET')).status).toBe(200)

  await ada.reload()
  await ada.getByText(/^Used .* from/).waitFor()
  await ada.getByRole('button', { name: 'Revoke CI' }).click()
  await dialogOf(ada).getByRole('button', { name: 'Revoke key' }).click()
  await ada.getByRole('heading', { name: 'No API keys yet' }).waitFor()
  expect((await call('GET')).status).toBe(401)
})

test('the audit log tells all of it, filtered, and as a file', async () => {
  await ada.goto('/settings/audit-log')
  const entries = ada.getByRole('list', { name: 'Audit log' }).getByRole('listitem')
  await entries.filter({ hasText: 'API key CI created monitor Home' }).waitFor()
  await entries.filter({ hasText: 'Ada changed the role of Bob from viewer to admin' }).waitFor()
  const renamed = entries.filter({ hasText: 'Bob changed workspace Beta' })
  await renamed.locator('summary').click()
  await renamed.getByRole('row', { name: 'name Alpha Beta' }).waitFor()

  await ada.getByLabel('What').selectOption({ label: 'Monitors' })
  await entries.filter({ hasText: 'changed the role' }).first().waitFor({ state: 'detached' })
  await entries.first().waitFor()
  expect(await entries.count()).toBe(1)
  await ada.reload()
  await entries.first().waitFor()
  expect(await entries.count()).toBe(1)

  await ada.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    ada.waitForEvent('download'),
    ada.getByRole('menuitem', { name: /^CSV/ }).click(),
  ])
  const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/)
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain('monitor.created')
})

test('a second workspace is made, switched to and remembered', async () => {
  await ada.getByRole('button', { name: 'Workspace: Beta' }).click()
  await ada.getByRole('menuitem', { name: 'New workspace' }).click()
  await dialogOf(ada).getByLabel('Name').fill('Side project')
  await dialogOf(ada).getByRole('button', { name: 'Create workspace' }).click()
  await ada.getByRole('heading', { name: 'Add your first monitor' }).waitFor()
  await ada.reload()
  await ada.getByRole('button', { name: 'Workspace: Side project' }).click()
  await ada.getByRole('menuitemradio', { name: /Beta/ }).click()
  await ada.getByRole('link', { name: 'Home' }).waitFor()
})

test('each tab stays in its own workspace', async () => {
  const other = await ada.context().newPage()
  await other.goto('/monitors')
  await other.getByRole('button', { name: 'Workspace: Beta' }).click()
  await other.getByRole('menuitemradio', { name: /Side project/ }).click()
  await other.getByRole('heading', { name: 'Add your first monitor' }).waitFor()
  await ada.bringToFront()
  await ada.evaluate('window.dispatchEvent(new Event("focus"))')
  const { id } = await workspaceIn(ada, 'Beta')
  await expect
    .poll(async () => (await ada.context().cookies()).find(({ name }) => name === 'mointering_workspace')?.value)
    .toBe(id)
  await other.close()
  await ada.reload()
  await ada.getByRole('button', { name: 'Workspace: Beta' }).waitFor()
})

test('who is removed is led out, and begins anew', async () => {
  await bob.goto('/monitors')
  await ada.goto('/settings/members')
  await ada.getByRole('button', { name: 'Remove Bob' }).click()
  await dialogOf(ada).getByRole('button', { name: 'Remove member' }).click()
  await ada.getByText('Bob is not in Beta any more').waitFor()
  await bob.getByRole('link', { name: 'Settings' }).first().click()
  await bob.getByRole('heading', { name: 'You are in no workspace' }).waitFor()
  await bob.getByRole('button', { name: 'New workspace' }).click()
  await dialogOf(bob).getByLabel('Name').fill('Bob’s own')
  await dialogOf(bob).getByRole('button', { name: 'Create workspace' }).click()
  await bob.getByRole('heading', { name: 'Add your first monitor' }).waitFor()
})

test('a deleted workspace can be restored', async () => {
  await bob.goto('/settings')
  await bob.getByRole('button', { name: 'Delete workspace' }).click()
  const remove = dialogOf(bob).getByRole('button', { name: 'Delete workspace' })
  expect(await remove.isDisabled()).toBe(true)
  await dialogOf(bob).getByRole('textbox').fill('Bob’s own')
  await remove.click()
  await bob.getByRole('heading', { name: 'You are in no workspace' }).waitFor()
  await bob.getByRole('button', { name: 'Restore' }).click()
  await bob
    .getByRole('list', { name: 'Workspaces' })
    .getByRole('button', { name: /Bob’s own/ })
    .click()
  await bob.getByRole('heading', { name: 'Add your first monitor' }).waitFor()
})

test('nothing is cut off on a phone', async () => {
  await ada.setViewportSize({ width: 390, height: 844 })
  for (const path of ['', '/members', '/api-keys', '/audit-log']) {
    await ada.goto(`/settings${path}`)
    await ada.getByRole('navigation', { name: 'Settings' }).waitFor()
    expect(await overflowOf(ada)).toBe(0)
  }
})

test('all of it without an error in the console and within the Content-Security-Policy', () => {
  // A refusal that a test provokes is reported by the browser as a failed request.
  const unexpected = complaints.flat().filter((text) => !/^Failed to load resource.* (403|404|412)/.test(text))
  expect(unexpected).toEqual([])
})

/** The texts that a dialog shows to be copied. */
async function codesOf(page: Page, count: number): Promise<(string | null)[]> {
  const codes = dialogOf(page).getByRole('code')
  await codes.nth(count - 1).waitFor()
  return codes.allTextContents()
}

async function workspaceIn(page: Page, name: string): Promise<{ id: string }> {
  const reply = await page.request.get('/api/v1/auth/session')
  const session: { workspaces: { id: string; name: string }[] } = await reply.json()
  const found = session.workspaces.find((workspace) => workspace.name === name)
  if (!found) throw new Error(`There is no workspace ${name}`)
  return found
}
