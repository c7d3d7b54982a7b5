/** A square with the first letter, to find a workspace by in a list. For the eye only: its name stands beside it. */
export function WorkspaceMark({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-6 shrink-0 place-items-center rounded-md bg-accent font-semibold text-on-accent text-xs"
    >
      {[...name][0]?.toUpperCase()}
    </span>
  )
}
