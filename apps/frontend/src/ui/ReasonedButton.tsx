'use client'

import type { ComponentProps } from 'react'
import { Button } from './Button'
import { cx } from './classes'
import { Tip } from './Tip'

/** A button that says why it cannot be pressed. `reason` null: an ordinary button. It keeps its place in the tab order, so that everybody can read the reason. */
export function ReasonedButton({ reason, ...button }: ComponentProps<typeof Button> & { reason: string | null }) {
  if (reason === null) return <Button {...button} />
  const { onClick: _refused, type: _type, className, children, ...rest } = button
  return (
    <Tip text={reason}>
      <Button
        {...rest}
        aria-disabled="true"
        onClick={(event) => event.preventDefault()}
        className={cx(className, 'cursor-not-allowed opacity-50')}
      >
        {children}
        <span className="sr-only">: {reason}</span>
      </Button>
    </Tip>
  )
}
