import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { API_REFERENCE } from '../workspace/workspace-paths'

/** To the reference of the API, beside the page one is on. */
export function ReferenceLink({ children }: { children: ReactNode }) {
  return (
    <a
      href={API_REFERENCE}
      target="_blank"
      rel="noreferrer"
      className="inline-flex items-center gap-1 whitespace-nowrap rounded-sm font-medium text-accent-text hover:underline"
    >
      {children}
      <ExternalLink className="size-3.5" aria-label="(opens in a new tab)" />
    </a>
  )
}
