import type { ReactNode } from 'react'
import { Logo } from '../../src/ui/Logo'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-[360px]">
        <div className="mb-8 flex items-center gap-2.5 font-semibold text-lg">
          <Logo />
          Mointering
        </div>
        {children}
      </div>
    </main>
  )
}
