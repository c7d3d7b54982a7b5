import { unstable_rethrow, usePathname } from 'next/navigation'
import { useTransition } from 'react'
import { rememberWorkspace } from '../../app/providers/remember-workspace'
import { toasts } from '../ui/toasts'
import { placeElsewhere } from './place-elsewhere'

/** Goes to another workspace, to the same place in it where there is one. */
export function useSwitchWorkspace() {
  const path = usePathname()
  const [switching, startTransition] = useTransition()
  const switchTo = (workspaceId: string, goal = placeElsewhere(path)) =>
    startTransition(async () => {
      try {
        await rememberWorkspace(workspaceId, goal)
      } catch (error) {
        unstable_rethrow(error) // how Next.js goes to another page
        toasts.add({ title: 'The workspace was not switched', description: 'The server cannot be reached.' })
      }
    })
  return { switching, switchTo }
}
