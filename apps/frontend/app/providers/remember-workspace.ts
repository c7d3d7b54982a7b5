'use server'

import { cookies } from 'next/headers'
import { z } from 'zod'
import { WORKSPACE_COOKIE } from '../../src/session/session'

const YEAR_SECONDS = 31_536_000

/** Keeps the chosen workspace in a cookie, and has the pages drawn again for it. Called from the browser by anybody: what is no id changes nothing. */
export async function rememberWorkspace(workspaceId: string): Promise<void> {
  const parsed = z.uuid().safeParse(workspaceId)
  if (!parsed.success) return
  const store = await cookies()
  // Readable by scripts: a tab that comes to the front puts its own workspace back.
  store.set(WORKSPACE_COOKIE, parsed.data, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax', httpOnly: false })
}
