import type { ComponentProps } from 'react'
import { cx } from './classes'
import { Spinner } from './Spinner'

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger'

const LOOKS: Record<ButtonLook, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
  plain: 'border-line-strong/50 bg-surface text-text hover:bg-hover',
  quiet: 'border-transparent text-text-2 hover:bg-hover hover:text-text',
  danger: 'border-line-strong/50 bg-surface text-down-text hover:border-down hover:bg-down-soft',
}

/** The classes of a button, for links that look like one. */
export const buttonClasses = (look: ButtonLook = 'plain') =>
  cx(
    'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md border px-3 font-medium text-sm whitespace-nowrap select-none transition-colors pointer-coarse:h-10 disabled:pointer-events-none disabled:opacity-50',
    LOOKS[look],
  )

type Props = ComponentProps<'button'> & { look?: ButtonLook; busy?: boolean }

/** `busy` keeps the width and the focus, says so to screen readers, and takes no clicks. */
export function Button({ look = 'plain', busy = false, className, children, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cx(buttonClasses(look), 'relative', className)}
    >
      <span className={cx('inline-flex items-center gap-1.5', busy && 'opacity-0')}>{children}</span>
      {busy && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
    </button>
  )
}
