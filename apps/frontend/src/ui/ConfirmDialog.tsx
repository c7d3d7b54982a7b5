'use client'

import { type ReactNode, useState } from 'react'
import { useAction } from '../api/use-action'
import { Dialog } from './Dialog'
import { FormDialog } from './FormDialog'
import { TextField } from './TextField'

type Props = {
  title: string
  /** The verb on the button. */
  action: string
  open: boolean
  onOpen: (open: boolean) => void
  /** What it means, in full sentences. */
  children: ReactNode
  /** A name that must be typed first, for what cannot be undone at once. */
  typed?: string
  /** Closes the dialog when it is done; a refusal is shown in it. */
  onConfirm: () => Promise<void>
}

export function ConfirmDialog({ title, open, onOpen, ...rest }: Props) {
  return (
    <Dialog title={title} open={open} onOpen={onOpen}>
      <Confirmation {...rest} onClose={() => onOpen(false)} />
    </Dialog>
  )
}

function Confirmation({
  action,
  children,
  typed,
  onConfirm,
  onClose,
}: Pick<Props, 'action' | 'children' | 'typed' | 'onConfirm'> & { onClose: () => void }) {
  const [text, setText] = useState('')
  const { busy, problem, run } = useAction()
  return (
    <FormDialog
      action={action}
      look="danger"
      busy={busy}
      locked={typed !== undefined && text.trim() !== typed}
      problem={problem}
      onCancel={onClose}
      onSubmit={() =>
        void run(async () => {
          await onConfirm()
          onClose()
        })
      }
    >
      <div className="wrap-anywhere grid gap-2 text-text-2">{children}</div>
      {typed !== undefined && (
        <TextField label={`Type “${typed}” to confirm`} value={text} onValue={setText} autoComplete="off" autoFocus />
      )}
    </FormDialog>
  )
}
