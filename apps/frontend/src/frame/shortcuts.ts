import { useEffect } from 'react'
import { PLACES } from './places'

type Shortcut = { keys: string; does: string }

/** What the `?` dialog lists. */
export const SHORTCUTS: readonly { group: string; items: readonly Shortcut[] }[] = [
  {
    group: 'Anywhere',
    items: [
      { keys: 'Ctrl K', does: 'Open the command palette' },
      ...PLACES.map(({ keys, label }) => ({ keys, does: `Go to ${label}` })),
      { keys: 'n', does: 'Add a monitor' },
      { keys: '?', does: 'Show these shortcuts' },
    ],
  },
  {
    group: 'Monitors',
    items: [
      { keys: '/', does: 'Search' },
      { keys: 'j', does: 'Next monitor' },
      { keys: 'k', does: 'Previous monitor' },
      { keys: 'e', does: 'Edit the monitor' },
    ],
  },
]

const SEQUENCE_MS = 900

/**
 * Runs a function for keys pressed outside of fields: "n", or "g m" one after the other. Never with Ctrl, Alt or Cmd, and never while a
 * dialog is open.
 */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    let first = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return
      const keys = first ? `${first} ${event.key}` : event.key
      clearTimeout(timer)
      first = ''
      const action = actions[keys] ?? actions[event.key]
      if (action) {
        event.preventDefault()
        action()
      } else if (Object.keys(actions).some((known) => known.startsWith(`${event.key} `))) {
        first = event.key
        timer = setTimeout(() => {
          first = ''
        }, SEQUENCE_MS)
      }
    }
    window.addEventListener('keydown', listen)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', listen)
    }
  }, [actions])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  // A toast is a dialog by its role, and has the focus after its Undo was pressed.
  const busy = 'input:not([type=radio]), textarea, select, [role=dialog]:not([data-toast])'
  return target.isContentEditable || target.closest(busy) !== null
}
