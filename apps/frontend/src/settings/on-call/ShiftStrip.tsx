import { ScrollArea } from '@base-ui/react/scroll-area'
import type { OnCallShift } from '@mointering/api-contract/http/on-call'
import { cx } from '../../ui/classes'
import { formatHandover, type StripPart, stripOf } from './shift-words'

/** Steps in lightness keep neighbours apart without hue; the name stands in each part. */
const TINTS = ['dns', 'tls', 'connect', 'ttfb', 'transfer'] as const
/** Percent of the strip below which a name has no room. */
const ROOM_FOR_NAME = 5

type Props = {
  name: string
  shifts: readonly OnCallShift[]
  days: readonly { atMs: number; label: string }[]
  fromMs: number
  toMs: number
}

/** Who is on call over the next days: a bar for each turn, hatched where nobody is. It is a list for those who do not see it, and scrolls on a phone. */
export function ShiftStrip({ name, shifts, days, fromMs, toMs }: Props) {
  const people = [...new Set(shifts.map(({ person }) => person.userId))]
  const width = toMs - fromMs
  return (
    <ScrollArea.Root className="relative -mx-4 min-w-0 sm:-mx-5">
      <ScrollArea.Viewport
        role="region"
        aria-label={`Two weeks of ${name}, in your time zone`}
        className="px-4 pb-2 -outline-offset-2 sm:px-5"
      >
        <div className="min-w-[820px]">
          <div aria-hidden="true" className="relative h-5 text-text-3 text-xs">
            {days.map(({ atMs, label }) => (
              <span
                key={atMs}
                className="figures absolute top-0 truncate border-line border-l pl-1"
                style={{ left: `${((atMs - fromMs) / width) * 100}%` }}
              >
                {label}
              </span>
            ))}
          </div>
          <ol className="relative h-11">
            {stripOf(shifts, { fromMs, toMs }).map((part) => (
              <Part
                key={part.fromMs}
                part={part}
                tint={TINTS[people.indexOf(part.shift?.person.userId ?? '') % TINTS.length]}
              />
            ))}
          </ol>
        </div>
      </ScrollArea.Viewport>
      <ScrollArea.Scrollbar orientation="horizontal" className="flex h-1.5 px-4 sm:px-5">
        <ScrollArea.Thumb className="h-full rounded-full bg-line-strong" />
      </ScrollArea.Scrollbar>
    </ScrollArea.Root>
  )
}

function Part({ part, tint }: { part: StripPart; tint: (typeof TINTS)[number] | undefined }) {
  const { left, width, shift, fromMs, toMs } = part
  const who = shift ? shift.person.name : 'Nobody'
  const by = shift && shift.layer === null ? ', stands in' : ''
  const span = `${formatHandover(new Date(fromMs).toISOString())} to ${formatHandover(new Date(toMs).toISOString())}`
  const text = `${who}${by}: ${span}`
  const colour = `var(--phase-${tint ?? 'dns'})`
  return (
    <li
      title={text}
      style={{
        left: `${left}%`,
        width: `${width}%`,
        ...(shift && {
          backgroundColor: `color-mix(in oklab, ${colour} 18%, transparent)`,
          borderLeftColor: colour,
        }),
      }}
      className={cx(
        'absolute inset-y-0 grid items-center overflow-hidden border-l-3 px-1.5 text-xs',
        shift ? 'rounded-r-sm' : 'hatch border-transparent text-text-3',
        by !== '' && 'outline-1 -outline-offset-1 outline-line-strong outline-dashed',
      )}
    >
      <span className="sr-only">{text}</span>
      {width >= ROOM_FOR_NAME && (
        <span aria-hidden="true" className="truncate font-medium">
          {who}
        </span>
      )}
    </li>
  )
}
