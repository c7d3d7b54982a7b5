import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { CSRF_HEADER, csrfReply, sessionReply } from '@mointering/api-contract/http/accounts'
import { monitorListReply } from '@mointering/api-contract/http/monitors'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openBrowser } from './support/browser.js'
import { npmStart, type RunningMointering, startMointering, temporaryFolder } from './support/running-mointering.js'

// Ada is signed in, and opens a page of somebody who wishes her ill in the same browser.
let folder: ReturnType<typeof temporaryFolder>
let mointering: RunningMointering
let browser: Browser
let context: BrowserContext
let attacker: Server
let attackerPort: number
let trap = ''
let monitors: string

const MONITOR = { kind: 'http', name: 'Stolen', url: 'https://example.org/' }
const PASSWORD = 'correct horse battery'

beforeAll(async () => {
  folder = temporaryFolder()
  mointering = await startMointering(npmStart(), folder.path)
  attacker = createServer((_req, res) => {
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html><title>trap</title>${trap}`)
  }).listen(0)
  await once(attacker, 'listening')
  const address = attacker.address()
  attackerPort = typeof address === 'object' && address ? address.port : 0
  browser = await openBrowser()
  context = await browser.newContext({ baseURL: mointering.url })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  await page.goto('/')
  await page.getByLabel('Name').fill('Ada')
  await page.getByLabel('E-mail').fill('ada@example.org')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Add your first monitor' }).waitFor()
  await page.close()
  monitors = `/api/v1/workspaces/${(await sessionNow()).workspaces[0]?.id}/monitors`
}, 600_000)

afterAll(async () => {
  await browser?.close()
  attacker?.close()
  await mointering?.[Symbol.asyncDispose]()
  folder?.[Symbol.dispose]()
})

const sessionNow = async () => sessionReply.parse(await (await context.request.get('/api/v1/auth/session')).json())
const monitorNames = async () =>
  monitorListReply.parse(await (await context.request.get(monitors)).json()).items.map(({ name }) => name)

/** What our own page does: asks for the token, then sends it with the change. */
async function addFromOurOwnPage(name: string): Promise<number> {
  const page = await context.newPage()
  await page.goto('/monitors')
  const { token } = csrfReply.parse(await (await context.request.get('/api/v1/auth/csrf')).json())
  const status = await page.evaluate(
    async ({ path, headers, body }) => {
      return (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).status
    },
    {
      path: monitors,
      headers: { 'content-type': 'application/json', [CSRF_HEADER]: token },
      body: { ...MONITOR, name },
    },
  )
  await page.close()
  return status
}

/** Opens the trap and gives back what it reported, and the statuses of what it sent to us. */
async function spring(host: string, html: string): Promise<{ page: Page; statuses: number[]; report: string }> {
  trap = html
  const page = await context.newPage()
  const statuses: number[] = []
  page.on('response', (response) => {
    if (response.url().startsWith(mointering.url)) statuses.push(response.status())
  })
  await page.goto(`http://${host}:${attackerPort}/`)
  const report = await vi.waitFor(
    async () => {
      // A form has led away to our answer; a script says in the title how it went.
      const title = page.url().startsWith(mointering.url) ? 'led away' : await page.title()
      expect(title).not.toBe('trap')
      return title
    },
    { timeout: 15_000, interval: 50 },
  )
  return { page, statuses, report }
}

const form = (path: string, type: string, fields: Readonly<Record<string, string>>) =>
  `<form method="post" enctype="${type}" action="${mointering.url}${path}">${Object.entries(fields)
    .map(([name, value]) => `<input name='${name}' value='${value}'>`)
    .join('')}</form><script>document.forms[0].submit()</script>`
/** A form that sends a text which is JSON. */
const jsonForm = (path: string, body: object) =>
  form(path, 'text/plain', { [`${JSON.stringify(body).slice(0, -1)},"x":"`]: '"}' })
const script = (body: string) =>
  `<script>(async () => { ${body} })().then((said) => { document.title = said }, (error) => { document.title = 'refused: ' + error.name })</script>`

test('our own page may do what is forged below', async () => {
  expect(await addFromOurOwnPage('Ours')).toBe(201)
  expect(await monitorNames()).toEqual(['Ours'])
})

describe.each([
  ['localhost', 'another port of this host, to which browsers send even strict cookies'],
  ['127.0.0.1', 'another site'],
])('from %s, %s,', (host) => {
  beforeEach(async () => {
    expect(await monitorNames()).toEqual(['Ours'])
  })

  const unchanged = async () => {
    expect(await monitorNames()).toEqual(['Ours'])
    expect((await sessionNow()).user.email).toBe('ada@example.org')
  }

  test.each([
    ['a form', () => form(monitors, 'application/x-www-form-urlencoded', MONITOR)],
    ['a form with files', () => form(monitors, 'multipart/form-data', MONITOR)],
    ['a form whose text is JSON', () => jsonForm(monitors, MONITOR)],
    ['a form that signs out', () => jsonForm('/api/v1/auth/sign-out', {})],
    [
      'a form that signs in as somebody else',
      () => jsonForm('/api/v1/auth/sign-in', { email: 'eve@example.org', password: PASSWORD }),
    ],
    [
      'a form that makes an account',
      () => jsonForm('/api/v1/auth/sign-up', { email: 'eve@example.org', password: PASSWORD, name: 'Eve' }),
    ],
  ])('%s is refused', async (_what, html) => {
    const { page, statuses } = await spring(host, html())
    expect(statuses.length).toBeGreaterThan(0)
    for (const status of statuses) expect([400, 401, 403, 415]).toContain(status)
    await page.close()
    await unchanged()
  })

  test('a script that sends without asking changes nothing', async () => {
    const request = `{ method: 'POST', mode: 'no-cors', credentials: 'include', body: ${JSON.stringify(JSON.stringify(MONITOR))} }`
    const html = script(`await fetch('${mointering.url}${monitors}', ${request}); return 'sent'`)
    const { page, statuses, report } = await spring(host, html)
    // Our resource policy keeps even the fact of an answer from it.
    expect(report).toBe('refused: TypeError')
    for (const status of statuses) expect([400, 401, 403, 415]).toContain(status)
    await page.close()
    await unchanged()
  })

  test.each([
    ['read who she is', `fetch('URL/api/v1/auth/session', { credentials: 'include' })`],
    ['read the token', `fetch('URL/api/v1/auth/csrf', { credentials: 'include' })`],
    [
      'send JSON',
      `fetch('URLMONITORS', { method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json' }, body: '{}' })`,
    ],
    [
      'send the header of the token',
      `fetch('URLMONITORS', { credentials: 'include', headers: { '${CSRF_HEADER}': 'x' } })`,
    ],
  ])('a script cannot %s', async (_what, call) => {
    const asked = call.replace('URLMONITORS', mointering.url + monitors).replace('URL', mointering.url)
    const { page, report } = await spring(host, script(`const answer = await ${asked}; return 'read ' + answer.status`))
    expect(report).toBe('refused: TypeError')
    await page.close()
    await unchanged()
  })

  test('a beacon is refused, and an event stream tells nothing', async () => {
    const { page, report } = await spring(
      host,
      script(`navigator.sendBeacon('${mointering.url}${monitors}', new Blob([${JSON.stringify(JSON.stringify(MONITOR))}], { type: 'text/plain' }))
        const stream = new EventSource('${mointering.url}${monitors.replace('/monitors', '/events')}', { withCredentials: true })
        return new Promise((said) => { stream.onopen = () => said('open'); stream.onerror = () => said('closed') })`),
    )
    expect(report).toBe('closed')
    await page.close()
    await unchanged()
  })

  test('no page of ours is shown in a frame', async () => {
    const html = `<iframe src="${mointering.url}/monitors"></iframe><script>frames[0].frameElement.onload = () => { document.title = 'loaded' }</script>`
    const { page } = await spring(host, html)
    const framed = page.frames().find((frame) => frame !== page.mainFrame())
    expect(framed?.url()).toMatch(/^chrome-error:/)
    await page.close()
  })

  test('a page that it opens does not know who opened it', async () => {
    const opened = context.waitForEvent('page', { predicate: (one) => one.url().startsWith(mointering.url) })
    const { page } = await spring(host, script(`window.open('${mointering.url}/monitors'); return 'opened'`))
    // Without a click the browser may hold the window back: then there is nothing to know.
    await page.evaluate(`document.body.innerHTML = '<button>open</button>'`)
    await page.evaluate(`document.querySelector('button').onclick = () => window.open('${mointering.url}/monitors')`)
    await page.getByRole('button').click()
    const ours = await opened
    await ours.getByRole('heading', { name: 'Monitors' }).waitFor()
    expect(await ours.evaluate('window.opener === null')).toBe(true)
    for (const one of context.pages()) await one.close()
  })
})

test('cookies that a neighbour tosses in open no door, and hers still work', async () => {
  const names = (await context.cookies()).map(({ name }) => name)
  const tossed = names.map((name) => `document.cookie = '${name}=tossed; path=/'`).join(';')
  const { page, statuses } = await spring(
    'localhost',
    `<script>${tossed}</script>${jsonForm(monitors, { ...MONITOR, csrfToken: 'tossed' })}`,
  )
  for (const status of statuses) expect([400, 401, 403, 415]).toContain(status)
  await page.close()
  expect(await monitorNames()).toEqual(['Ours'])
  expect(await addFromOurOwnPage('Again')).toBe(201)
})
