'use client'

import { totpRequest } from '@mointering/api-contract/http/second-factors'
import { useState } from 'react'
import { useSubmit } from '../../auth/use-submit'
import { CodeField } from '../../ui/CodeField'
import { CopyField } from '../../ui/CopyField'
import { Dialog } from '../../ui/Dialog'
import { FormDialog } from '../../ui/FormDialog'
import { QrCode } from '../../ui/QrCode'
import { confirmTotp } from '../account-actions'
import { useRefreshAccount } from '../use-account'

type Setup = { secret: string; uri: string }
type Props = { setup: Setup | null; onClose: () => void; onCodes: (codes: readonly string[]) => void }

/** Scan, type the first code. Closing it leaves everything as it was: the secret is in force only once it was confirmed. */
export function TotpSetupDialog({ setup, onClose, onCodes }: Props) {
  return (
    <Dialog title="Set up an authenticator app" open={setup !== null} onOpen={(open) => !open && onClose()} sticky>
      {setup && <Steps setup={setup} onClose={onClose} onCodes={onCodes} />}
    </Dialog>
  )
}

function Steps({ setup, onClose, onCodes }: { setup: Setup } & Omit<Props, 'setup'>) {
  const refresh = useRefreshAccount()
  const [code, setCode] = useState('')
  const { errors, problem, busy, submit } = useSubmit()
  const confirm = (typed: string) =>
    submit(totpRequest, { code: typed }, async (body) => {
      const codes = await confirmTotp(body).catch((error: unknown) => {
        setCode('') // the next one is typed from the beginning
        throw error
      })
      onClose()
      onCodes(codes)
      await refresh()
    })
  return (
    <FormDialog
      action="Turn on"
      busy={busy}
      problem={problem}
      errors={errors}
      onCancel={onClose}
      onSubmit={() => void confirm(code)}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 sm:grid-cols-[auto_minmax(0,1fr)]">
        <QrCode text={setup.uri} label="QR code for your authenticator app" className="size-44 max-sm:mx-auto" />
        <div className="grid min-w-0 content-start gap-4">
          <div className="grid gap-1">
            <p className="font-medium text-sm">1. Scan the code with your app</p>
            <p className="text-sm text-text-2">
              On this phone?{' '}
              <a
                href={setup.uri}
                className="rounded-sm font-medium text-accent-text hover:underline pointer-coarse:inline-block pointer-coarse:py-2.5"
              >
                Open the app
              </a>
              . Or type the key into it:
            </p>
            <CopyField label="the key" text={inGroups(setup.secret)} wrap />
          </div>
          <div className="grid gap-1.5">
            <p className="font-medium text-sm">2. Enter the code that it shows</p>
            <CodeField
              label="Six digits"
              value={code}
              onValue={setCode}
              onComplete={(full) => void confirm(full)}
              error={errors.code}
              autoFocus
            />
          </div>
        </div>
      </div>
    </FormDialog>
  )
}

/** Four by four, as apps show it too; they ignore the spaces. */
const inGroups = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ')
