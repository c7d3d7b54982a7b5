'use client'

import type { ApiKeyScope } from '@mointering/api-contract/http/api-keys'
import { useSession } from '../../../app/providers/SessionProvider'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { CopyField } from '../../ui/CopyField'
import { useOrigin } from '../../ui/use-origin'
import { curlLine } from './curl-line'

export type MadeKey = { name: string; scopes: ApiKeyScope[]; secret: string }

/** The key itself, this once, and a first call to try it with. */
export function KeySecret({ made: { scopes, secret }, onDone }: { made: MadeKey; onDone: () => void }) {
  const { workspace } = useSession()
  const line = curlLine(useOrigin(), workspace.id, secret, scopes)
  return (
    <div className="flex min-h-0 flex-col">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 overflow-y-auto p-4">
        <Banner tone="degraded">
          <p className="font-medium text-sm">Copy it now: it is shown this once.</p>
          <p className="text-sm text-text-2">It is stored nowhere. If it gets lost, revoke it and make another.</p>
        </Banner>
        <div className="grid gap-1.5">
          <p className="font-medium text-sm">Key</p>
          <CopyField label="the key" text={secret} wrap />
        </div>
        <div className="grid gap-1.5">
          <p className="font-medium text-sm">Try it</p>
          <CopyField label="the command" text={line} wrap />
        </div>
      </div>
      <div className="flex justify-end border-line border-t px-4 py-3">
        <Button look="primary" onClick={onDone}>
          I have copied it
        </Button>
      </div>
    </div>
  )
}
