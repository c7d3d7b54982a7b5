import type { ReactNode } from 'react'
import { AccountTabs } from '../../../src/account/AccountTabs'

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto grid max-w-[800px] grid-cols-[minmax(0,1fr)] gap-6">
      <AccountTabs />
      {children}
    </div>
  )
}
