'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, useInsertionEffect, useRef } from 'react'
import { cx, POPUP_CLASSES } from './classes'

type Props = {
  title: string
  open: boolean
  onOpen: (open: boolean) => void
  children: ReactNode
  /** The title is for screen readers only, and there is no close button (the palette). */
  bare?: boolean
  /** A click beside it does not close it: it shows what is shown once. */
  sticky?: boolean
  /** After it has left the screen: the time to forget what it showed. */
  onClosed?: () => void
  /** It has no close button: what it holds decides when it may close. */
  locked?: boolean
  /** For one field or two. */
  narrow?: boolean
}

export function Dialog({
  title,
  open,
  onOpen,
  children,
  bare = false,
  sticky = false,
  onClosed,
  locked = false,
  narrow = false,
}: Props) {
  // Who opened it gets the focus back. Base UI asks too late who that was: a field with `autoFocus` has it by then.
  const opener = useRef<Element | null>(null)
  useInsertionEffect(() => {
    if (open) opener.current = document.activeElement
  }, [open])
  return (
    <Base.Root
      open={open}
      onOpenChange={onOpen}
      onOpenChangeComplete={(now) => now || onClosed?.()}
      disablePointerDismissal={sticky}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/35 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          finalFocus={() => {
            const element = opener.current
            return element instanceof HTMLElement && element.isConnected && element !== document.body ? element : true
          }}
          className={cx(
            POPUP_CLASSES,
            'fixed inset-x-3 top-[12vh] z-50 mx-auto flex max-h-[76vh] flex-col overflow-hidden',
            narrow ? 'max-w-sm' : 'max-w-xl',
          )}
        >
          <div
            className={
              bare ? 'sr-only' : 'flex min-h-12 items-center justify-between border-line border-b py-2 pr-2 pl-4'
            }
          >
            <Base.Title className="wrap-anywhere min-w-0 font-semibold text-base">{title}</Base.Title>
            {!bare && !locked && (
              <Base.Close
                aria-label="Close"
                className="grid size-8 shrink-0 place-items-center rounded-md text-text-2 hover:bg-hover pointer-coarse:size-10"
              >
                <X className="size-4" />
              </Base.Close>
            )}
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
