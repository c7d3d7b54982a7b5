/** Rows of the final size, before there are any. */
export function MonitorTableSkeleton() {
  return (
    <div className="grid gap-4" aria-busy="true">
      <span className="sr-only" role="status">
        Loading monitors
      </span>
      <div className="skeleton h-8 w-72 max-w-full" />
      <div className="divide-y divide-line rounded-lg border border-line bg-surface">
        <div className="h-8 max-lg:hidden" />
        {['a', 'b', 'c', 'd', 'e', 'f'].map((row) => (
          <div key={row} className="flex h-[60px] items-center gap-6 px-4">
            <div className="grid flex-1 gap-2">
              <div className="skeleton h-3.5 w-36" />
              <div className="skeleton h-3 w-52 max-w-full" />
            </div>
            <div className="skeleton h-3.5 w-24" />
            <div className="skeleton h-6 w-44 max-lg:hidden" />
            <div className="skeleton h-3.5 w-20 max-lg:hidden" />
          </div>
        ))}
      </div>
    </div>
  )
}
