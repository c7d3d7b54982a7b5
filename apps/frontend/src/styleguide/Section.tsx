import type { ReactNode } from 'react'

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid min-w-0 gap-3">
      <h2 className="font-medium text-sm text-text-3">{title}</h2>
      {children}
    </section>
  )
}
