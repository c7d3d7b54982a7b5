import type { ReactNode } from 'react'

/** Heading, what it is about, and the form: the frame of all pages for who is not signed in. */
export function AuthPage({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <div className="grid gap-1.5">
        <h1 className="wrap-anywhere font-semibold text-xl">{title}</h1>
        {lead && <div className="wrap-anywhere text-pretty text-text-2">{lead}</div>}
      </div>
      {children}
    </div>
  )
}

/** As high as a finger where there is one. */
export const LINK_CLASSES =
  'rounded-sm font-medium text-accent-text hover:underline pointer-coarse:inline-block pointer-coarse:py-3'
