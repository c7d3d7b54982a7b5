'use client'

import type { ReactNode } from 'react'
import { useSession } from '../../app/providers/SessionProvider'
import { useTheme } from '../../app/providers/ThemeProvider'
import { signOut } from '../frame/sign-out'
import { Button } from '../ui/Button'
import { CARD_CLASSES } from '../ui/classes'
import { Segmented } from '../ui/Segmented'

const THEME_OPTIONS = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const

export function SettingsPage() {
  const { user, workspace } = useSession()
  const { theme, setTheme } = useTheme()
  return (
    <div className="mx-auto grid max-w-2xl gap-5">
      <h1 className="font-semibold text-xl">Settings</h1>
      <section className={`${CARD_CLASSES} divide-y divide-line`}>
        <Row title="Account" note={user.email}>
          <span>{user.name}</span>
        </Row>
        <Row title="Workspace" note={`You are ${workspace.role} here`}>
          <span>{workspace.name}</span>
        </Row>
        <Row title="Theme" note="Remembered in this browser">
          <Segmented label="Theme" value={theme} options={THEME_OPTIONS} onValue={setTheme} />
        </Row>
        <Row title="Session" note="Ends it in this browser">
          <Button onClick={() => void signOut()}>Sign out</Button>
        </Row>
      </section>
    </div>
  )
}

function Row({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3.5">
      <div className="min-w-0">
        <h2 className="font-medium">{title}</h2>
        <p className="truncate text-sm text-text-3">{note}</p>
      </div>
      {children}
    </div>
  )
}
