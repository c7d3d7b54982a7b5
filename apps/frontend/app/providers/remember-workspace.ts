'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { cameOverHttps } from '../../src/session/page-headers'
import { preferenceCookie } from '../../src/session/preference-cookies'
import { safePath } from '../../src/session/safe-path'
import { WORKSPACE_COOKIE } from '../../src/session/session'

/** Keeps the chosen workspace in a cookie and has the pages drawn again for it; goes to `path` when there is one. Called from the browser by anybody: what is no id changes nothing, and no path leaves this origin. */
export async function rememberWorkspace(workspaceId: string, path: string | null): Promise<void> {
  const parsed = z.uuid().safeParse(workspaceId)
  if (!parsed.success) return
  const store = await cookies()
  // Readable by scripts: a tab that comes to the front puts its own workspace back.
  const secure = cameOverHttps((await headers()).get('x-forwarded-proto'), 'http:')
  store.set(preferenceCookie(WORKSPACE_COOKIE, parsed.data, { secure, httpOnly: false }))
  if (typeof path === 'string') redirect(safePath(path))
}
