'use client'

import { Dialog } from '../ui/Dialog'
import { Kbd } from '../ui/Kbd'
import { SHORTCUTS } from './shortcuts'

export function ShortcutsDialog({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  return (
    <Dialog title="Keyboard shortcuts" open={open} onOpen={onOpen}>
      <div className="grid gap-6 overflow-y-auto p-4 sm:grid-cols-2">
        {SHORTCUTS.map(({ group, items }) => (
          <section key={group}>
            <h3 className="mb-2 font-medium text-sm text-text-3">{group}</h3>
            <ul className="grid gap-2">
              {items.map(({ keys, does }) => (
                <li key={keys} className="flex items-center justify-between gap-4">
                  {does}
                  <Kbd keys={keys} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
