'use client'

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { Theme } from '../../src/session/theme'
import { toasts } from '../../src/ui/toasts'
import { rememberTheme } from './remember-theme'

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
    rememberTheme(next).catch(() =>
      toasts.add({ title: 'The theme is not remembered', description: 'The server cannot be reached.' }),
    )
  }
  return <ThemeContext value={{ theme, setTheme, paintKey: `${theme}-${systemDark}` }}>{children}</ThemeContext>
}

export function useTheme(): ThemeState {
  const state = useContext(ThemeContext)
  if (!state) throw new Error('useTheme needs a ThemeProvider above it')
  return state
}
