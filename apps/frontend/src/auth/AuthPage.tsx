import type { ReactNode } from 'react'

/** Heading, what it is about, and the form: the frame of all pages for who is not signed in. */
export function AuthPage({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <div className="grid gap-5">
      <div className="grid gap-1.5">
        <h1 className="font-semibold text-2xl">{title}</h1>
        {lead && <div className="text-text-2">{lead}</div>}
      </div>
      {children}
    </div>
  )
}

export const LINK_CLASSES = 'rounded-sm font-medium text-accent-text hover:underline'
