'use client'

import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'
import { Kbd } from './Kbd'

type Props = { text: string; keys?: string; children: ReactElement }

/** A short hint on hover and focus. The child must name itself: a tooltip is for the eye only. */
export function Tip({ text, keys, children }: Props) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="z-50">
          <Tooltip.Popup className="float-in flex max-w-72 items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-text text-xs shadow-float">
            {text}
            {keys && <Kbd keys={keys} />}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
