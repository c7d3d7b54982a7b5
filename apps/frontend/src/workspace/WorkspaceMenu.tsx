'use client'

import { Menu } from '@base-ui/react/menu'
import { Check, ChevronsUpDown, LayoutGrid, Plus } from 'lucide-react'
import Link from 'next/link'
import { Fragment, useState } from 'react'
import { useSession } from '../../app/providers/SessionProvider'
import { MENU_ITEM_CLASSES } from '../frame/AccountMenu'
import { cx, POPUP_CLASSES } from '../ui/classes'
import { Spinner } from '../ui/Spinner'
import { NewWorkspaceDialog } from './NewWorkspaceDialog'
import { ROLE_WORD } from './role-words'
import { useSwitchWorkspace } from './use-switch-workspace'
import { WorkspaceMark } from './WorkspaceMark'

/** From this many on one types instead of looking. */
const SEARCH_FROM = 8

/** Which workspace one is in, and the way to the others. */
export function WorkspaceMenu({ className }: { className?: string }) {
  const { workspace, workspaces } = useSession()
  const { switching, switchTo } = useSwitchWorkspace()
  const [making, setMaking] = useState(false)
  const searchable = workspaces.length >= SEARCH_FROM
  const Wrapper = searchable ? Menu.FilterProvider : Fragment
  const List = searchable ? Menu.List : Fragment
  return (
    <>
      <Wrapper>
        <Menu.Root>
          <Menu.Trigger
            aria-label={`Workspace: ${workspace.name}`}
            title={workspace.name}
            className={cx(
              'flex min-w-0 items-center gap-2.5 rounded-md p-1.5 text-left transition-colors hover:bg-hover data-popup-open:bg-hover',
              className,
            )}
          >
            <WorkspaceMark name={workspace.name} />
            <span className="min-w-0 flex-1 truncate font-semibold max-lg:hidden">{workspace.name}</span>
            <span className="text-text-3 max-lg:hidden">
              {switching ? <Spinner /> : <ChevronsUpDown className="size-4" aria-hidden="true" />}
            </span>
          </Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner align="start" sideOffset={6} className="z-50">
              <Menu.Popup className={cx(POPUP_CLASSES, 'w-72 p-1')}>
                {searchable && (
                  <>
                    <Menu.Input
                      aria-label="Search workspaces"
                      placeholder="Search workspaces"
                      className="mb-1 h-9 w-full border-line border-b bg-transparent px-2.5 text-base outline-none placeholder:text-text-3"
                    />
                    <Menu.Empty className="px-2.5 py-2 text-sm text-text-3 empty:hidden">
                      No workspace by that name
                    </Menu.Empty>
                  </>
                )}
                <List {...(searchable ? { className: 'max-h-80 overflow-y-auto' } : {})}>
                  <Menu.RadioGroup value={workspace.id} onValueChange={(id: string) => switchTo(id)}>
                    {workspaces.map(({ id, name, role }) => (
                      <Menu.RadioItem key={id} value={id} closeOnClick className={cx(MENU_ITEM_CLASSES, 'h-9')}>
                        <WorkspaceMark name={name} />
                        <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
                        <span className="text-text-3 text-xs">{ROLE_WORD[role]}</span>
                        <span className="size-4">
                          <Menu.RadioItemIndicator>
                            <Check className="size-4" />
                          </Menu.RadioItemIndicator>
                        </span>
                      </Menu.RadioItem>
                    ))}
                  </Menu.RadioGroup>
                  <Menu.Separator className="my-1 h-px bg-line" />
                  <Menu.Item className={MENU_ITEM_CLASSES} onClick={() => setMaking(true)}>
                    <Plus className="mx-1 size-4 text-text-3" aria-hidden="true" />
                    New workspace
                  </Menu.Item>
                  <Menu.LinkItem className={MENU_ITEM_CLASSES} closeOnClick render={<Link href="/workspaces" />}>
                    <LayoutGrid className="mx-1 size-4 text-text-3" aria-hidden="true" />
                    All workspaces
                  </Menu.LinkItem>
                </List>
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      </Wrapper>
      <NewWorkspaceDialog open={making} onOpen={setMaking} />
    </>
  )
}
