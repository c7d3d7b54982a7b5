'use server'

import { cookies } from 'next/headers'
import { asTheme, THEME_COOKIE } from '../../src/session/theme'

const YEAR_SECONDS = 31_536_000

/** Keeps the theme in a cookie. Called from the browser by anybody, so whatever comes is read as one of the three themes. */
export async function rememberTheme(theme: string): Promise<void> {
  const store = await cookies()
  store.set(THEME_COOKIE, asTheme(theme), { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax', httpOnly: true })
}
