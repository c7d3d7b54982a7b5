import type { ComponentProps, ReactNode } from 'react'
import { cx } from './classes'
import { Tip } from './Tip'

type Props = Omit<ComponentProps<'button'>, 'children'> & { label: string; keys?: string; children: ReactNode }

/** A button of one icon; its label is its name and its tooltip. */
export function IconButton({ label, keys, className, children, ...rest }: Props) {
  return (
    <Tip text={label} {...(keys ? { keys } : {})}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={cx(
          'inline-grid size-8 shrink-0 place-items-center rounded-md text-text-2 transition-colors hover:bg-hover hover:text-text pointer-coarse:size-10 disabled:opacity-50 [&_svg]:size-4',
          className,
        )}
      >
        {children}
      </button>
    </Tip>
  )
}
