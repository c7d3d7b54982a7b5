'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePasskeySupport } from '../../auth/passkeys'
import { SettingsCard } from '../../settings/SettingsCard'
import { ReasonedButton } from '../../ui/ReasonedButton'
import { passkeysQuery } from '../account-queries'
import { Loaded } from '../Loaded'
import { AddPasskeyDialog } from './AddPasskeyDialog'
import { PasskeyRow } from './PasskeyRow'

const NO_SUPPORT = 'This browser cannot make passkeys here; they need https, or localhost'

export function PasskeysCard({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const passkeys = useQuery(passkeysQuery())
  const support = usePasskeySupport()
  const [adding, setAdding] = useState(false)
  return (
    <SettingsCard
      title="Passkeys"
      note="Sign in with your finger, your face or a key instead of the password. A passkey cannot be phished."
      action={
        <ReasonedButton reason={support ? null : NO_SUPPORT} onClick={() => setAdding(true)}>
          Add passkey
        </ReasonedButton>
      }
    >
      <Loaded query={passkeys} what="passkeys" rows={1}>
        {(items) =>
          items.length === 0 ? (
            <p className="text-sm text-text-3">No passkey yet</p>
          ) : (
            <ul aria-label="Passkeys" className="divide-y divide-line rounded-md border border-line">
              {items.map((passkey) => (
                <PasskeyRow key={passkey.id} passkey={passkey} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <AddPasskeyDialog open={adding} onOpen={setAdding} onCodes={onCodes} />
    </SettingsCard>
  )
}
