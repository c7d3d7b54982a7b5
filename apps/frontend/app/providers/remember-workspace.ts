'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { safePath } from '../../src/session/safe-path'
import { WORKSPACE_COOKIE } from '../../src/session/session'

const YEAR_SECONDS = 31_536_000

/** Keeps the chosen workspace in a cookie and has the pages drawn again for it; goes to `path` when there is one. Called from the browser by anybody: what is no id changes nothing, and no path leaves this origin. */
export async function rememberWorkspace(workspaceId: string, path: string | null): Promise<void> {
  const parsed = z.uuid().safeParse(workspaceId)
  if (!parsed.success) return
  const store = await cookies()
  // Readable by scripts: a tab that comes to the front puts its own workspace back.
  store.set(WORKSPACE_COOKIE, parsed.data, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax', httpOnly: false })
  if (typeof path === 'string') redirect(safePath(path))
}
