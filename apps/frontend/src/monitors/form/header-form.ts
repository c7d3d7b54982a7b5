import { SECRET_MASK } from '@mointering/api-contract/monitors/secret-mask'
import type { MonitorForm } from './monitor-form'

type HeaderForm = MonitorForm['headers'][number]

/** A stored value belongs to its header: under another name it has to be entered again. */
export const renameHeader = (header: HeaderForm, name: string): HeaderForm => ({
  ...header,
  name,
  value: name.toLowerCase() === header.name.toLowerCase() ? header.value : unlessStored(header.value),
})

/** A stored value that was hidden cannot be shown: it has to be entered again. */
export const hideHeader = (header: HeaderForm, secret: boolean): HeaderForm => ({
  ...header,
  secret,
  value: secret ? header.value : unlessStored(header.value),
})

const unlessStored = (value: string) => (value === SECRET_MASK ? '' : value)
