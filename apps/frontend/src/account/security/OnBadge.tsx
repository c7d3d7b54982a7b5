import { ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'

export function OnBadge({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-center gap-1.5 text-sm text-up-text">
      <ShieldCheck className="size-4" aria-hidden="true" />
      {children}
    </p>
  )
}
