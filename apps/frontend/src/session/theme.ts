export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** Remembered in a cookie, so that the server writes the right theme into the page: no script, no flash. */
export const THEME_COOKIE = 'mointering_theme'

export const asTheme = (value: string | undefined): Theme => THEMES.find((theme) => theme === value) ?? 'system'
