import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** A folded part of the form. `note` says in a few words what is set in it. */
export function Fold({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <details className="group border-line border-b last:border-b-0">
      <summary className="flex h-11 list-none items-center gap-2 rounded-md px-4 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 text-text-3 transition-transform group-open:rotate-90" aria-hidden="true" />
        <span className="font-medium text-sm">{title}</span>
        {note && <span className="ml-auto truncate text-sm text-text-3">{note}</span>}
      </summary>
      <div className="grid gap-4 px-4 pt-1 pb-5 sm:pl-10">{children}</div>
    </details>
  )
}
