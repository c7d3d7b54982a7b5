import type { ReactNode } from 'react'
import { SettingsTabs } from '../../../src/settings/SettingsTabs'

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto grid max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-6">
      <SettingsTabs />
      {children}
    </div>
  )
}
