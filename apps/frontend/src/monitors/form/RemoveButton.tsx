'use client'

import { X } from 'lucide-react'
import { IconButton } from '../../ui/IconButton'

/** Takes a row out; stands beside the inputs of the row, below their labels. */
export function RemoveButton({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <IconButton label={label} onClick={onRemove} className="mt-6">
      <X />
    </IconButton>
  )
}
