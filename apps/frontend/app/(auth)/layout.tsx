import Link from 'next/link'
import type { ReactNode } from 'react'
import { Logo } from '../../src/ui/Logo'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    // From the top, not from the middle: what is typed in does not move when a message joins it.
    <main className="grid min-h-dvh content-start justify-center px-4 pt-8 pb-10 sm:pt-[16dvh]">
      <div className="w-[min(360px,100vw-2rem)]">
        <Link
          href="/"
          className="mb-6 inline-flex items-center gap-2.5 rounded-md font-semibold text-lg pointer-coarse:py-2"
        >
          <Logo />
          Mointering
        </Link>
        {children}
      </div>
    </main>
  )
}
