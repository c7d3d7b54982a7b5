/** Between two ways that do the same. */
export function Or() {
  return (
    <div className="flex items-center gap-3 text-text-3 text-xs" aria-hidden="true">
      <span className="h-px flex-1 bg-line" />
      or
      <span className="h-px flex-1 bg-line" />
    </div>
  )
}
