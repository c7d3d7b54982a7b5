/** Keys to press: "g m" one after the other. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-0.5">
      {keys.split(' ').map((key, index) => (
        <kbd
          key={`${index}-${key}`}
          className="grid h-[18px] min-w-[18px] place-items-center rounded-sm border border-line bg-sunken px-1 font-sans text-[11px] text-text-2 leading-none"
        >
          {key}
        </kbd>
      ))}
    </span>
  )
}
