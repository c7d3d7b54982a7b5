'use client'

import { CopyButton } from './CopyButton'
import { cx } from './classes'

/** A text to take along: selected as a whole by a click, copied by the button. `wrap` shows all of it, for what is shown once. */
export function CopyField({ label, text, wrap = false }: { label: string; text: string; wrap?: boolean }) {
  return (
    <div className="flex min-w-0 items-center gap-1 rounded-md border border-line bg-sunken py-0.5 pr-0.5 pl-2.5">
      <code
        className={cx('min-w-0 flex-1 select-all font-mono text-sm', wrap ? 'wrap-anywhere py-1' : 'truncate')}
        title={wrap ? undefined : text}
      >
        {text}
      </code>
      <CopyButton text={text} label={`Copy ${label}`} />
    </div>
  )
}
