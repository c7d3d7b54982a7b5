'use client'

import { API_KEY_SCOPES, type ApiKeyScope, createApiKeyRequest } from '@mointering/api-contract/http/api-keys'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../app/providers/SessionProvider'
import { useAction } from '../../api/use-action'
import { validate } from '../../api/validate'
import { errorAt } from '../../monitors/form/field-errors'
import { withFreshProof } from '../../session/fresh-proof'
import { ChoiceCards } from '../../ui/ChoiceCards'
import { Dialog } from '../../ui/Dialog'
import { FormDialog } from '../../ui/FormDialog'
import { SelectField } from '../../ui/Select'
import { TextField } from '../../ui/TextField'
import { createApiKey } from '../../workspace/workspace-actions'
import { apiKeysQuery } from '../../workspace/workspace-queries'
import { KeySecret, type MadeKey } from './KeySecret'
import { SCOPE_NOTE, SCOPE_WORD } from './scope-words'

const SCOPE_CHOICES = API_KEY_SCOPES.map((value) => ({ value, label: SCOPE_WORD[value], note: SCOPE_NOTE[value] }))
const EXPIRIES = [
  { value: '7', label: 'In 7 days' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'never', label: 'Never' },
] as const

export function CreateKeyDialog({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const [made, setMade] = useState<MadeKey | null>(null)
  const close = () => onOpen(false)
  return (
    <Dialog
      title={made ? `${made.name} is made` : 'Create API key'}
      sticky={made !== null}
      open={open}
      onOpen={onOpen}
      onClosed={() => setMade(null)}
    >
      {made ? <KeySecret made={made} onDone={close} /> : <CreateKey onMade={setMade} onClose={close} />}
    </Dialog>
  )
}

function CreateKey({ onMade, onClose }: { onMade: (made: MadeKey) => void; onClose: () => void }) {
  const { workspace } = useSession()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<ApiKeyScope[]>(['read'])
  const [expiry, setExpiry] = useState<(typeof EXPIRIES)[number]['value']>('90')
  const { busy, problem, errors, run, setErrors } = useAction()

  const submit = () => {
    const expiresInDays = expiry === 'never' ? null : Number(expiry)
    const checked = validate(createApiKeyRequest, { name, scopes, expiresInDays })
    if (checked.errors) return setErrors(checked.errors)
    return run(async () => {
      const { apiKey, secret } = await withFreshProof(() => createApiKey(workspace.id, checked.data))
      void client.invalidateQueries({ queryKey: apiKeysQuery(workspace.id).queryKey })
      onMade({ name: apiKey.name, scopes: apiKey.scopes, secret })
    })
  }
  return (
    <FormDialog action="Create key" busy={busy} problem={problem} onCancel={onClose} onSubmit={() => void submit()}>
      <TextField
        label="Name"
        hint="Where it is used, for example: backup job on db1"
        autoComplete="off"
        autoFocus
        value={name}
        onValue={setName}
        error={errors.name}
      />
      <ChoiceCards
        type="many"
        label="What it may do"
        options={SCOPE_CHOICES}
        value={scopes}
        onValue={setScopes}
        error={errorAt(errors, 'scopes')}
      />
      <SelectField
        label="Expires"
        hint={expiry === 'never' ? 'A key that never expires is one that you must remember to revoke.' : undefined}
        value={expiry}
        options={EXPIRIES}
        onValue={setExpiry}
        error={errors.expiresInDays}
      />
    </FormDialog>
  )
}
