'use client'

import { Download, Printer } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/Button'
import { CopyTextButton } from '../../ui/CopyTextButton'
import { Dialog } from '../../ui/Dialog'
import { saveText } from '../../ui/save-text'

type Props = { email: string; codes: readonly string[] | null; onStored: () => void }

/** Shown once. It closes by saying that they are stored, and by nothing else. */
export function RecoveryCodesDialog({ email, codes, onStored }: Props) {
  return (
    <Dialog title="Store your recovery codes" open={codes !== null} onOpen={() => undefined} sticky locked>
      {codes && <Codes email={email} codes={codes} onStored={onStored} />}
    </Dialog>
  )
}

function Codes({ email, codes, onStored }: { email: string; codes: readonly string[]; onStored: () => void }) {
  const [stored, setStored] = useState(false)
  const text = `Recovery codes of ${email} at ${window.location.host}\nEach is good for one sign-in.\n\n${codes.join('\n')}\n`
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        if (stored) onStored()
      }}
    >
      <div className="grid gap-4 overflow-y-auto p-4">
        <p className="text-text-2">
          They let you in when your phone or key is lost. They are shown this once: keep them where a thief of your
          password does not look.
        </p>
        <div data-print>
          <p className="hidden pb-4 print:block">
            Recovery codes of {email} at {window.location.host}. Each is good for one sign-in.
          </p>
          <ul
            aria-label="Recovery codes"
            className="grid grid-cols-2 gap-x-6 gap-y-1.5 rounded-md border border-line bg-sunken px-4 py-3 text-center font-mono"
          >
            {codes.map((code) => (
              <li key={code} className="select-all">
                {code}
              </li>
            ))}
          </ul>
        </div>
        <div className="flex flex-wrap gap-2">
          <CopyTextButton text={text}>Copy</CopyTextButton>
          <Button onClick={() => saveText('mointering-recovery-codes.txt', text)}>
            <Download className="size-4" aria-hidden="true" />
            Download
          </Button>
          <Button onClick={() => window.print()}>
            <Printer className="size-4" aria-hidden="true" />
            Print
          </Button>
        </div>
        <label className="flex items-center gap-2.5 justify-self-start text-sm pointer-coarse:min-h-10">
          <input
            type="checkbox"
            checked={stored}
            onChange={(event) => setStored(event.target.checked)}
            className="size-4 accent-(--accent)"
          />
          I have stored them
        </label>
      </div>
      <div className="flex justify-end border-line border-t px-4 py-3">
        <Button type="submit" look="primary" disabled={!stored}>
          Done
        </Button>
      </div>
    </form>
  )
}
