import type { ReactNode } from 'react'

export function PageHead({ title, note, action }: { title: string; note: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 max-w-2xl">
        <h1 className="font-semibold text-lg">{title}</h1>
        <p className="text-text-2">{note}</p>
      </div>
      {action}
    </div>
  )
}
