/** The page of a monitor, in its final sizes. */
export default function Loading() {
  return (
    <div className="mx-auto grid max-w-[1200px] gap-5" aria-busy="true">
      <span className="sr-only" role="status">
        Loading the monitor
      </span>
      <div className="grid gap-2">
        <div className="skeleton h-7 w-56" />
        <div className="skeleton h-5 w-80 max-w-full" />
      </div>
      <div className="skeleton h-[88px] rounded-lg" />
      <div className="skeleton h-[330px] rounded-lg" />
      <div className="skeleton h-28 rounded-lg" />
    </div>
  )
}
