import { allows, type Permission } from '@mointering/api-contract/http/permissions'
import { useSession } from '../../app/providers/SessionProvider'
import { whoMay } from './role-words'

/** Null when one's role allows it, else why not. It spares a request; the API decides. */
export function useRefusal(permission: Permission): string | null {
  const { workspace } = useSession()
  return allows(workspace.role, permission) ? null : whoMay(permission)
}
