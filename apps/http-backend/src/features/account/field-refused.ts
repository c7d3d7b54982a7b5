import { AppError } from '@mointering/backend-common/errors/app-error'

/** The refusal of one field, told beside it. */
export const fieldRefused = (path: string, message: string) =>
  new AppError('invalid_input', message, { issues: [{ path, message }] })
