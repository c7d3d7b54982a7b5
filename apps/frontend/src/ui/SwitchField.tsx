'use client'

import { Switch } from '@base-ui/react/switch'
import { useId } from 'react'

type Props = { label: string; hint?: string; checked: boolean; onChecked: (checked: boolean) => void }

export function SwitchField({ label, hint, checked, onChecked }: Props) {
  const id = useId()
  return (
    <div className="flex items-start gap-3">
      <Switch.Root
        id={id}
        checked={checked}
        onCheckedChange={onChecked}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-px flex h-[18px] w-8 shrink-0 rounded-full bg-line-strong p-0.5 transition-colors data-checked:bg-accent"
      >
        <Switch.Thumb className="size-3.5 rounded-full bg-on-accent transition-transform data-checked:translate-x-3.5" />
      </Switch.Root>
      <div>
        <label htmlFor={id} className="block font-medium text-sm">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-text-3">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
