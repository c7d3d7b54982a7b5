import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect, vi } from 'vitest'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The Chromium of this machine: CHROMIUM_PATH, or what is on PATH. Throws, with what to do, when there is none. */
function chromiumPath(): string {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const found = process.env.CHROMIUM_PATH || onPath.find((path) => existsSync(path))
  if (found === undefined) throw new Error('This test needs a Chromium: install one, or set CHROMIUM_PATH')
  return found
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-dev-shm-usage'],
  })
}

/** Collects what the browser complains about: errors in the console (violations of the Content-Security-Policy among them) and uncaught exceptions. */
export function watchForComplaints(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'error' && !/content.security.policy/i.test(message.text())) return
    complaints.push(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  return complaints
}

/** Resolves when React has taken the page over: what is typed or pressed before that is lost. It marks the elements that it knows. */
export async function scriptsRun(page: Page): Promise<void> {
  const last = "[...document.querySelectorAll('main button')].at(-1) ?? {}"
  await vi.waitFor(async () => expect(await page.evaluate(`Object.keys(${last}).join()`)).toContain('__react'), {
    timeout: 15_000,
  })
}

/** How far the page is wider than the window; 0 when nobody has to scroll sideways. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
