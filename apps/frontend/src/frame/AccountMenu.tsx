'use client'

import { Menu } from '@base-ui/react/menu'
import { Check, LogOut, ShieldCheck, UserRound } from 'lucide-react'
import Link from 'next/link'
import { useSession } from '../../app/providers/SessionProvider'
import { useTheme } from '../../app/providers/ThemeProvider'
import { THEMES } from '../session/theme'
import { cx, POPUP_CLASSES } from '../ui/classes'
import { ROLE_WORD } from '../workspace/role-words'
import { signOut } from './sign-out'

const THEME_WORDS = { system: 'Follow the system', light: 'Light', dark: 'Dark' }
const ACCOUNT_PLACES = [
  { href: '/account', label: 'Profile', icon: UserRound },
  { href: '/account/security', label: 'Security', icon: ShieldCheck },
]
export const MENU_ITEM_CLASSES =
  'flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm outline-none select-none data-highlighted:bg-hover pointer-coarse:h-10'

export function AccountMenu() {
  const { user, workspace } = useSession()
  const { theme, setTheme } = useTheme()
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={`Account: ${user.name}`}
        className="flex w-full items-center gap-2.5 rounded-md p-1.5 text-left text-sm transition-colors hover:bg-hover data-popup-open:bg-hover max-sm:h-12 max-sm:w-16 max-sm:justify-center max-lg:sm:justify-center"
      >
        <span
          className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent-text text-xs"
          aria-hidden="true"
        >
          {user.name.slice(0, 1).toUpperCase()}
        </span>
        <span className="min-w-0 flex-1 truncate max-lg:hidden">{user.name}</span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="top" align="start" sideOffset={6} className="z-50">
          <Menu.Popup className={cx(POPUP_CLASSES, 'w-56 p-1')}>
            <div className="px-2.5 py-1.5 text-sm">
              <p className="truncate font-medium">{user.name}</p>
              <p className="truncate text-text-3">{user.email}</p>
              <p className="truncate text-text-3">
                {ROLE_WORD[workspace.role]} of {workspace.name}
              </p>
            </div>
            <Menu.Separator className="my-1 h-px bg-line" />
            {ACCOUNT_PLACES.map(({ href, label, icon: Icon }) => (
              <Menu.LinkItem key={href} closeOnClick className={MENU_ITEM_CLASSES} render={<Link href={href} />}>
                <Icon className="size-4 text-text-3" aria-hidden="true" />
                {label}
              </Menu.LinkItem>
            ))}
            <Menu.Separator className="my-1 h-px bg-line" />
            <Menu.RadioGroup value={theme} onValueChange={setTheme}>
              {THEMES.map((value) => (
                <Menu.RadioItem key={value} value={value} className={MENU_ITEM_CLASSES}>
                  <span className="size-4">
                    <Menu.RadioItemIndicator>
                      <Check className="size-4" />
                    </Menu.RadioItemIndicator>
                  </span>
                  {THEME_WORDS[value]}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className="my-1 h-px bg-line" />
            <Menu.Item className={MENU_ITEM_CLASSES} onClick={() => void signOut()}>
              <LogOut className="size-4 text-text-3" />
              Sign out
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
