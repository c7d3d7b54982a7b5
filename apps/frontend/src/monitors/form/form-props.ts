import type { FieldErrors } from './field-errors'
import type { MonitorForm } from './monitor-form'

/** What every part of the form is given. */
export type FormProps = { form: MonitorForm; update: (changes: Partial<MonitorForm>) => void; errors: FieldErrors }
