'use server'

import { cookies, headers } from 'next/headers'
import { cameOverHttps } from '../../src/session/page-headers'
import { preferenceCookie } from '../../src/session/preference-cookies'
import { asTheme, THEME_COOKIE } from '../../src/session/theme'

/** Keeps the theme in a cookie. Called from the browser by anybody, so whatever comes is read as one of the three themes. */
export async function rememberTheme(theme: string): Promise<void> {
  const store = await cookies()
  const secure = cameOverHttps((await headers()).get('x-forwarded-proto'), 'http:')
  store.set(preferenceCookie(THEME_COOKIE, asTheme(theme), { secure, httpOnly: true }))
}
