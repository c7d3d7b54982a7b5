import { type RefObject, useEffect, useRef } from 'react'
import type { FieldErrors } from '../monitors/form/field-errors'

/** For a form: when it is refused, the focus goes to the first field that has to be corrected. */
export function useFocusInvalid(errors: FieldErrors | undefined): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (errors === undefined || Object.keys(errors).length === 0) return
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [errors])
  return form
}
