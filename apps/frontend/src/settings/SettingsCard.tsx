import { type ReactNode, useId } from 'react'
import { CARD_CLASSES, cx } from '../ui/classes'

type Props = {
  title: string
  /** One sentence on what it is for. */
  note?: ReactNode
  /** The button that does it, at the foot beside `hint`, or at the head of a list. */
  action?: ReactNode
  children?: ReactNode
  danger?: boolean
}

/** One thing that can be set, with its own button. */
export function SettingsCard({ title, note, action, children, danger = false }: Props) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={cx(CARD_CLASSES, 'min-w-0', danger && 'border-down/35')}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 py-4 sm:px-5">
        <div className="flex items-center justify-between gap-x-6 gap-y-3 max-sm:flex-col max-sm:items-start">
          <div className="min-w-0 max-w-xl">
            <h2 id={id} className="font-semibold">
              {title}
            </h2>
            {note && <p className="mt-0.5 text-sm text-text-2">{note}</p>}
          </div>
          {action}
        </div>
        {children}
      </div>
    </section>
  )
}
