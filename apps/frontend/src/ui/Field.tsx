import { type ReactNode, useId } from 'react'

export type FieldControl = { id: string; 'aria-invalid': true | undefined; 'aria-describedby': string | undefined }

type Props = {
  label: string
  hint?: ReactNode
  error?: string | undefined
  /** Draws the control with the ids that tie it to label, hint and error. */
  children: (control: FieldControl) => ReactNode
}

/** Label, control, hint, error. The error takes the hint's place, so nothing moves far. */
export function Field({ label, hint, error, children }: Props) {
  const id = useId()
  const noteId = `${id}-note`
  const note = error ?? hint
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-1.5">
      <label htmlFor={id} className="wrap-anywhere font-medium text-sm text-text">
        {label}
      </label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': note ? noteId : undefined })}
      {note && (
        <p
          id={noteId}
          className={error ? 'text-down-text text-sm' : 'text-sm text-text-3'}
          {...(error ? { role: 'alert' } : {})}
        >
          {note}
        </p>
      )}
    </div>
  )
}
