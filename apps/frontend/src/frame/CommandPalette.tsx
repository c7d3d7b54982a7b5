'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useId, useState } from 'react'
import { useSession } from '../../app/providers/SessionProvider'
import { useTheme } from '../../app/providers/ThemeProvider'
import { listQuery } from '../monitors/monitor-queries'
import { targetOf } from '../monitors/monitor-target'
import { cx } from '../ui/classes'
import { Dialog } from '../ui/Dialog'
import { NewWorkspaceDialog } from '../workspace/NewWorkspaceDialog'
import { ROLE_WORD } from '../workspace/role-words'
import { useSwitchWorkspace } from '../workspace/use-switch-workspace'
import { API_REFERENCE } from '../workspace/workspace-paths'
import { type Command, findCommands } from './find-commands'
import { PLACES } from './places'
import { signOut } from './sign-out'

type Props = { open: boolean; onOpen: (open: boolean) => void; onShortcuts: () => void }

/** Everything by name: pages, actions, monitors. */
export function CommandPalette({ open, onOpen, onShortcuts }: Props) {
  const [making, setMaking] = useState(false)
  return (
    <>
      <Dialog title="Command palette" open={open} onOpen={onOpen} bare>
        <Palette onClose={() => onOpen(false)} onShortcuts={onShortcuts} onNewWorkspace={() => setMaking(true)} />
      </Dialog>
      <NewWorkspaceDialog open={making} onOpen={setMaking} />
    </>
  )
}

type PaletteProps = { onClose: () => void; onShortcuts: () => void; onNewWorkspace: () => void }

function Palette({ onClose, onShortcuts, onNewWorkspace }: PaletteProps) {
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const listId = useId()
  const found = findCommands(useCommands(onShortcuts, onNewWorkspace), text)

  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setActive((index) => (index + step + found.length) % Math.max(1, found.length))
    }
    if (event.key === 'Enter') {
      event.preventDefault() // the form of a dialog that opens now would be sent by the same key
      run(found[active])
    }
  }
  return (
    <>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found[active] ? `${listId}-${active}` : undefined}
        aria-label="Type a command or the name of a monitor"
        placeholder="Type a command or the name of a monitor"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
        className="h-12 w-full border-line border-b bg-transparent px-4 text-lg outline-none placeholder:text-text-3"
      />
      <div id={listId} role="listbox" aria-label="Commands" className="overflow-y-auto p-1.5">
        {found.map((command, index) => (
          <div
            key={command.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            ref={(row) => {
              if (index === active) row?.scrollIntoView({ block: 'nearest' })
            }}
            onPointerMove={() => setActive(index)}
            onClick={() => run(command)}
            onKeyDown={(event) => event.key === 'Enter' && run(command)}
            className={cx(
              'flex h-9 items-center gap-3 rounded-md px-2.5 pointer-coarse:h-10',
              index === active && 'bg-hover',
            )}
          >
            <span className="min-w-0 flex-1 truncate">{command.label}</span>
            <span className="max-w-1/2 shrink-0 truncate text-sm text-text-3">{command.hint}</span>
          </div>
        ))}
        {found.length === 0 && <p className="px-2.5 py-6 text-center text-text-3">Nothing by that name</p>}
      </div>
    </>
  )
}

function useCommands(onShortcuts: () => void, onNewWorkspace: () => void): Command[] {
  const router = useRouter()
  const { workspace, workspaces, canEdit } = useSession()
  const { switchTo } = useSwitchWorkspace()
  const { setTheme } = useTheme()
  const { data: monitors = [] } = useQuery(listQuery(workspace.id))
  const go = (href: string) => () => router.push(href)
  return [
    ...PLACES.map(({ href, label, keys }) => ({ id: href, label: `Go to ${label}`, hint: keys, run: go(href) })),
    ...(canEdit ? [{ id: 'new', label: 'Add monitor', hint: 'n', run: go('/monitors/new') }] : []),
    ...workspaces
      .filter(({ id }) => id !== workspace.id)
      .map(({ id, name, role }) => ({
        id,
        label: `Switch to ${name}`,
        hint: `Workspace, ${ROLE_WORD[role].toLowerCase()}`,
        run: () => switchTo(id),
      })),
    { id: 'workspaces', label: 'Show all workspaces', hint: '', run: go('/workspaces') },
    { id: 'new-workspace', label: 'New workspace', hint: '', run: onNewWorkspace },
    {
      id: 'reference',
      label: 'Open the API reference',
      hint: '',
      run: () => void window.open(API_REFERENCE, '_blank', 'noreferrer'),
    },
    { id: 'light', label: 'Use the light theme', hint: '', run: () => setTheme('light') },
    { id: 'dark', label: 'Use the dark theme', hint: '', run: () => setTheme('dark') },
    { id: 'system', label: 'Follow the system theme', hint: '', run: () => setTheme('system') },
    { id: 'keys', label: 'Show keyboard shortcuts', hint: '?', run: onShortcuts },
    { id: 'sign-out', label: 'Sign out', hint: '', run: () => void signOut() },
    ...monitors.map((monitor) => ({
      id: monitor.id,
      label: monitor.name,
      hint: targetOf(monitor),
      run: go(`/monitors/${monitor.id}`),
    })),
  ]
}
