/** A circle with the first letter of somebody's name. For the eye only: the name stands beside it. */
export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-8 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent-text text-sm"
    >
      {[...name][0]?.toUpperCase()}
    </span>
  )
}
