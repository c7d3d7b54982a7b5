'use client'

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { type Theme, THEME_COOKIE } from '../../src/session/theme'

type ThemeState = {
  theme: Theme
  setTheme: (theme: Theme) => void
  /** Changes whenever the colours do, also when the system changes its mind. For what draws by itself (canvas). */
  paintKey: string
}
const ThemeContext = createContext<ThemeState | null>(null)

export function ThemeProvider({ initial, children }: { initial: Theme; children: ReactNode }) {
  const [theme, setThemeState] = useState(initial)
  const [systemDark, setSystemDark] = useState(false)

  useEffect(() => {
    const query = window.matchMedia('(prefers-color-scheme: dark)')
    const update = () => setSystemDark(query.matches)
    update()
    query.addEventListener('change', update)
    return () => query.removeEventListener('change', update)
  }, [])

  const setTheme = (next: Theme) => {
    setThemeState(next)
    document.documentElement.dataset.theme = next
    writeThemeCookie(next)
  }
  return <ThemeContext value={{ theme, setTheme, paintKey: `${theme}-${systemDark}` }}>{children}</ThemeContext>
}

export function useTheme(): ThemeState {
  const state = useContext(ThemeContext)
  if (!state) throw new Error('useTheme needs a ThemeProvider above it')
  return state
}

function writeThemeCookie(theme: Theme) {
  const secure = window.location.protocol === 'https:' ? '; Secure' : ''
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`
}
