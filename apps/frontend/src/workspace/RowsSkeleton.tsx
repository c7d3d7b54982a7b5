/** Rows before there are any, in about their final size. */
export function RowsSkeleton({ label, rows = 3 }: { label: string; rows?: number }) {
  return (
    <div className="divide-y divide-line rounded-lg border border-line bg-surface" aria-busy="true">
      <span className="sr-only" role="status">
        {label}
      </span>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className="flex h-[60px] items-center gap-6 px-4">
          <div className="grid flex-1 gap-2">
            <div className="skeleton h-3.5 w-36" />
            <div className="skeleton h-3 w-52 max-w-full" />
          </div>
          <div className="skeleton h-3.5 w-24" />
          <div className="skeleton h-3.5 w-20 max-sm:hidden" />
        </div>
      ))}
    </div>
  )
}
