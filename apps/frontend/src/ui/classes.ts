import { clsx } from 'clsx'

/** Joins class names; falsy ones are left out. */
export const cx = clsx

export const INPUT_CLASSES =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-base text-text placeholder:text-text-3/80 hover:border-text-3 focus-visible:outline-2 focus-visible:-outline-offset-1 aria-invalid:border-down disabled:opacity-60'
export const POPUP_CLASSES =
  'float-in origin-(--transform-origin) rounded-lg border border-line bg-raised text-text shadow-float outline-none'
export const CARD_CLASSES = 'rounded-lg border border-line bg-surface'
